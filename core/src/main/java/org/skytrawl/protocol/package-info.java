/**
 * How each protocol is asked and understood: a request out of constraints, rows in, rows to ObsCore records, each judged.
 */
@NullMarked
package org.skytrawl.protocol;

import org.jspecify.annotations.NullMarked;
