/** Reads regions of the sky from the user's own files: MOCs, probability maps, outlines of images. */
@NullMarked
package org.skytrawl.region;

import org.jspecify.annotations.NullMarked;
