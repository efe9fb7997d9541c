/** Simple Image Access, versions 1 and 2. */
@NullMarked
package org.skytrawl.simvo.sia;

import org.jspecify.annotations.NullMarked;
