/**
 * Downloads data files. Each file is fetched into a partial file, checked, named, and moved to its place as a whole.
 * The manifest has the outcome of each file of each dataset.
 */
@NullMarked
package org.skytrawl.download;

import org.jspecify.annotations.NullMarked;
