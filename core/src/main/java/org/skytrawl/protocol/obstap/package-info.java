/** ObsTAP: ADQL, synchronous TAP queries and TAP capabilities. */
@NullMarked
package org.skytrawl.protocol.obstap;

import org.jspecify.annotations.NullMarked;
