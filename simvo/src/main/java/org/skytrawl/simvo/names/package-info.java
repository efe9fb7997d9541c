/** The name resolver of a simulated VO. */
@NullMarked
package org.skytrawl.simvo.names;

import org.jspecify.annotations.NullMarked;
