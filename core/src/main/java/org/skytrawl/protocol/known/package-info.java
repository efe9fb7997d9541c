/** The list of the protocols that Skytrawl speaks. */
@NullMarked
package org.skytrawl.protocol.known;

import org.jspecify.annotations.NullMarked;
