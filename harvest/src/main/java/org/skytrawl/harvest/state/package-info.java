/** The folder of a harvest: its lock, its journals and its pages. */
@NullMarked
package org.skytrawl.harvest.state;

import org.jspecify.annotations.NullMarked;
