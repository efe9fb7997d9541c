/** Texts for people: summaries, logs, progress, numbers in words. */
@NullMarked
package org.skytrawl.cli.print;

import org.jspecify.annotations.NullMarked;
