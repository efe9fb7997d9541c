/** Simple Spectral Access. */
@NullMarked
package org.skytrawl.simvo.ssa;

import org.jspecify.annotations.NullMarked;
