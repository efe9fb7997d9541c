/** TAP over an embedded SQL database, with the functions of ADQL and RegTAP. */
@NullMarked
package org.skytrawl.simvo.tap;

import org.jspecify.annotations.NullMarked;
