/**
 * A look at one service: asks it a few plain and a few awkward questions with the requests of a run, and reports what clients stumble
 * over. Reading, mapping and judging are those of {@code protocol}; only what a standard asks for beyond them is known here.
 */
@NullMarked
package org.skytrawl.check;

import org.jspecify.annotations.NullMarked;
