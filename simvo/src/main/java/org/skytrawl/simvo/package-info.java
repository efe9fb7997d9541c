/**
 * A simulated Virtual Observatory on loopback: registry, SIA1, SIA2, SSA and TAP services over a generated universe, with
 * faults, and the truth about the datasets that can be found. Shares no code with {@code core}, which is tested against
 * it.
 */
@NullMarked
package org.skytrawl.simvo;

import org.jspecify.annotations.NullMarked;
