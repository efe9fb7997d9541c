/** The files behind the access URLs: FITS files and links to them, with faults of their own. */
@NullMarked
package org.skytrawl.simvo.data;

import org.jspecify.annotations.NullMarked;
