/** Where results go: files, stdout, SAMP. */
@NullMarked
package org.skytrawl.cli.output;

import org.jspecify.annotations.NullMarked;
