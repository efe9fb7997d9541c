/** Reads the Parquet files of a harvest: pages and catalogues. No byte is believed that was not written by a harvest. */
@NullMarked
package org.skytrawl.harvest.read;

import org.jspecify.annotations.NullMarked;
