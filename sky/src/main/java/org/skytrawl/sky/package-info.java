/** HEALPix (nested scheme), MOC and shapes on the sphere. Pure geometry: no I/O, everything immutable. */
@NullMarked
package org.skytrawl.sky;

import org.jspecify.annotations.NullMarked;
