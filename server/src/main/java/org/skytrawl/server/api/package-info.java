/** The JSON API (docs/api.md). */
@NullMarked
package org.skytrawl.server.api;

import org.jspecify.annotations.NullMarked;
