/** Names of celestial objects, and the places that name resolvers know for them. */
@NullMarked
package org.skytrawl.names;

import org.jspecify.annotations.NullMarked;
