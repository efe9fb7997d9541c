/** The engine of a run: where its services come from, fan-out, fail-over, mirrors, the stream of events. */
@NullMarked
package org.skytrawl.run;

import org.jspecify.annotations.NullMarked;
