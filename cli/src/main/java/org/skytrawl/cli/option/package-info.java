/** Options that commands share. */
@NullMarked
package org.skytrawl.cli.option;

import org.jspecify.annotations.NullMarked;
