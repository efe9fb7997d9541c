/** The datasets that can be found, computed from the universe alone. */
@NullMarked
package org.skytrawl.simvo.truth;

import org.jspecify.annotations.NullMarked;
