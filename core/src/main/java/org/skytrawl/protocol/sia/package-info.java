/** Simple Image Access, versions 1 and 2: queries and mapping. */
@NullMarked
package org.skytrawl.protocol.sia;

import org.jspecify.annotations.NullMarked;
