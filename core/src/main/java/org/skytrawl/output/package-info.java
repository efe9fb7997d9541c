/** The forms in which a result is written: VOTable, CSV, JSON Lines. All have the same columns and the same text. */
@NullMarked
package org.skytrawl.output;

import org.jspecify.annotations.NullMarked;
