/** HEALPix (nested scheme), MOC and shapes on the sphere. Pure geometry without I/O; all types are immutable. */
@NullMarked
package org.skytrawl.sky;

import org.jspecify.annotations.NullMarked;
