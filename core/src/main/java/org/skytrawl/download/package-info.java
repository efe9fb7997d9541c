/**
 * Getting the data: {@code Download} plans and begins, {@code DownloadRun} is watched, cancelled and waited for. Each file is
 * fetched in a part beside its place, checked, named, and put there whole; the manifest says what became of each dataset.
 */
@NullMarked
package org.skytrawl.download;

import org.jspecify.annotations.NullMarked;
