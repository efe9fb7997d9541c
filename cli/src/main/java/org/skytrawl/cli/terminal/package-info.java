/** The terminal and the process: size, live lines, interruption, exit status. */
@NullMarked
package org.skytrawl.cli.terminal;

import org.jspecify.annotations.NullMarked;
