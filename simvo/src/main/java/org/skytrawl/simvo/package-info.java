/**
 * A simulated Virtual Observatory on loopback: registry, SIA1, SIA2 and TAP services over a generated universe, with
 * faults, and the truth of what there is to be found. Shares no code with {@code core}: it is what core is tested against.
 */
@NullMarked
package org.skytrawl.simvo;

import org.jspecify.annotations.NullMarked;
