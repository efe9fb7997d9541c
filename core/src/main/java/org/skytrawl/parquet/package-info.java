/** Writes flat tables as Parquet: result files and the catalogues of surveys (docs/adr/0043-parquet-for-surveys.md). */
@NullMarked
package org.skytrawl.parquet;

import org.jspecify.annotations.NullMarked;
