/** Questions are answered from the catalogue of a harvest. */
@NullMarked
package org.skytrawl.harvest.answer;

import org.jspecify.annotations.NullMarked;
