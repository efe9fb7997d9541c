/** RegTAP 1.1 and 1.2: turns rows of the registry into candidates. */
@NullMarked
package org.skytrawl.registry.regtap;

import org.jspecify.annotations.NullMarked;
