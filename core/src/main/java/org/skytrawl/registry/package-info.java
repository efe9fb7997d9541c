/** Types shared by the registry packages: candidates, rows, notes and failures. */
@NullMarked
package org.skytrawl.registry;

import org.jspecify.annotations.NullMarked;
