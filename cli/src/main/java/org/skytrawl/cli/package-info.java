/** The command line. */
@NullMarked
package org.skytrawl.cli;

import org.jspecify.annotations.NullMarked;
