/** What there is: datasets, collections, data centres, services; generated from a seed. */
@NullMarked
package org.skytrawl.simvo.universe;

import org.jspecify.annotations.NullMarked;
