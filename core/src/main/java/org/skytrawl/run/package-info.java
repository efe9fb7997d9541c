/** The engine of a run: sources of services, fan-out, fail-over, mirrors, events. */
@NullMarked
package org.skytrawl.run;

import org.jspecify.annotations.NullMarked;
