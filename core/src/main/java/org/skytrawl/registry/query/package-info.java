/**
 * Queries registries for resources: constraints become ADQL, rows become resources. This program tests what a registry cannot
 * evaluate.
 */
@NullMarked
package org.skytrawl.registry.query;

import org.jspecify.annotations.NullMarked;
