/**
 * The forms in which a result is written: VOTable, FITS, CSV, ECSV, JSON Lines, Parquet; and how all but the last are read back.
 * All have the same columns and the same text.
 */
@NullMarked
package org.skytrawl.output;

import org.jspecify.annotations.NullMarked;
