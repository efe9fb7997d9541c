/** RegTAP 1.1 and 1.2: rows of the registry become candidates. */
@NullMarked
package org.skytrawl.registry.regtap;

import org.jspecify.annotations.NullMarked;
