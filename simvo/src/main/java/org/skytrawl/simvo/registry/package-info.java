/** The universe in a RegTAP registry. */
@NullMarked
package org.skytrawl.simvo.registry;

import org.jspecify.annotations.NullMarked;
