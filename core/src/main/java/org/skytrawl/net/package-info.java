/**
 * Asking a server for something within bounds: of time (from name resolution to the last byte), of bytes, of
 * redirects and of load on its host; and saying exactly what went wrong or who stopped it.
 */
@NullMarked
package org.skytrawl.net;

import org.jspecify.annotations.NullMarked;
