/** Builds requests from constraints, reads the answers, maps rows to ObsCore records and judges them. */
@NullMarked
package org.skytrawl.protocol;

import org.jspecify.annotations.NullMarked;
