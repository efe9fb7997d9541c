/** What services do wrong: one class each. */
@NullMarked
package org.skytrawl.simvo.fault;

import org.jspecify.annotations.NullMarked;
