/** The entry point: client, question, run and result. */
@NullMarked
package org.skytrawl;

import org.jspecify.annotations.NullMarked;
