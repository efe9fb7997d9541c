/** The rows of a harvest as one catalogue in HATS, sorted by place: how it is made, and how it is read. */
@NullMarked
package org.skytrawl.harvest.catalogue;

import org.jspecify.annotations.NullMarked;
