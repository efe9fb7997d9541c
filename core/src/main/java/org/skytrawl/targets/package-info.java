/** Reads target lists from tables: CSV, VOTable, FITS, ECSV, JSON Lines. */
@NullMarked
package org.skytrawl.targets;

import org.jspecify.annotations.NullMarked;
