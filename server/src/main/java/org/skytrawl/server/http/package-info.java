/** HTTP: JSON, errors, who may ask. */
@NullMarked
package org.skytrawl.server.http;

import org.jspecify.annotations.NullMarked;
