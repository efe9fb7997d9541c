/** Which candidates a question is sent to: prune, elide, stand by, explain. Pure functions. */
@NullMarked
package org.skytrawl.selection;

import org.jspecify.annotations.NullMarked;
