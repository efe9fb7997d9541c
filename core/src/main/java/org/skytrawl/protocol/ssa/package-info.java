/** Simple Spectral Access 1.1: queries and mapping. */
@NullMarked
package org.skytrawl.protocol.ssa;

import org.jspecify.annotations.NullMarked;
