/** Decides to which candidates a question is sent: prune, elide, stand by, explain. Pure functions. */
@NullMarked
package org.skytrawl.selection;

import org.jspecify.annotations.NullMarked;
