/**
 * Writes results as VOTable, FITS, CSV, ECSV, JSON Lines and Parquet, with the same columns and text in each. Reads all
 * of these but Parquet.
 */
@NullMarked
package org.skytrawl.output;

import org.jspecify.annotations.NullMarked;
