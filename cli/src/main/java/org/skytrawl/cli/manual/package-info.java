/** The manual, made from the model of the command line that {@code --help} shows too. */
@NullMarked
package org.skytrawl.cli.manual;

import org.jspecify.annotations.NullMarked;
