/** The commands. */
@NullMarked
package org.skytrawl.cli.command;

import org.jspecify.annotations.NullMarked;
