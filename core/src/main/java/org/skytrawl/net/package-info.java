/**
 * HTTP requests with limits: of time (from name resolution to the last byte), bytes, redirects and load per host. Each
 * failure and each stop has an exact cause.
 */
@NullMarked
package org.skytrawl.net;

import org.jspecify.annotations.NullMarked;
