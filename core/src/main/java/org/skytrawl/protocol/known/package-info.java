/** The list of the protocols of Skytrawl. */
@NullMarked
package org.skytrawl.protocol.known;

import org.jspecify.annotations.NullMarked;
