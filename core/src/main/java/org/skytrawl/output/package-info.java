/**
 * Writes results as VOTable, FITS, CSV, ECSV, JSON Lines and Parquet, with the same columns. Reads all but Parquet.
 */
@NullMarked
package org.skytrawl.output;

import org.jspecify.annotations.NullMarked;
