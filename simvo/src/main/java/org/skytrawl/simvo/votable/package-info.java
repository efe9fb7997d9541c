/** VOTable as the simulated services write it. */
@NullMarked
package org.skytrawl.simvo.votable;

import org.jspecify.annotations.NullMarked;
