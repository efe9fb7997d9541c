/** What the registry rooms share: candidates, rows, notes and failures. */
@NullMarked
package org.skytrawl.registry;

import org.jspecify.annotations.NullMarked;
