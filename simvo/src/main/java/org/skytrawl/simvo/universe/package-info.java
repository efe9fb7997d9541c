/** Datasets, collections, data centres and services, generated from a seed. */
@NullMarked
package org.skytrawl.simvo.universe;

import org.jspecify.annotations.NullMarked;
