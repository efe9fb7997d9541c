/** Resolution of names of celestial objects to positions. */
@NullMarked
package org.skytrawl.names;

import org.jspecify.annotations.NullMarked;
