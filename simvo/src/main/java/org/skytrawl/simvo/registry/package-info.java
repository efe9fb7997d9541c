/** The universe as a RegTAP registry tells of it. */
@NullMarked
package org.skytrawl.simvo.registry;

import org.jspecify.annotations.NullMarked;
