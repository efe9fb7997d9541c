/** ObsTAP: ADQL, TAP sync queries and what a TAP service can do. */
@NullMarked
package org.skytrawl.protocol.obstap;

import org.jspecify.annotations.NullMarked;
