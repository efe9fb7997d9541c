/** Registries on the network: which mirror, what it can do, bulk queries. */
@NullMarked
package org.skytrawl.registry.access;

import org.jspecify.annotations.NullMarked;
