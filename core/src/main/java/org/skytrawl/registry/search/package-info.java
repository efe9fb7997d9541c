/**
 * Looking for resources in a registry, and what it tells of them. What is sought is said in ADQL to the one registry that is
 * asked; what it cannot be told is looked at here.
 */
@NullMarked
package org.skytrawl.registry.search;

import org.jspecify.annotations.NullMarked;
