/** Registries on the network: mirrors, features, bulk queries. */
@NullMarked
package org.skytrawl.registry.access;

import org.jspecify.annotations.NullMarked;
