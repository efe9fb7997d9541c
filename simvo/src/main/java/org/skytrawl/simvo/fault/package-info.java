/** The ways in which services misbehave. */
@NullMarked
package org.skytrawl.simvo.fault;

import org.jspecify.annotations.NullMarked;
