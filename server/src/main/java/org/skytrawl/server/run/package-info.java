/** The runs of the server, waiting, going on, and stored. */
@NullMarked
package org.skytrawl.server.run;

import org.jspecify.annotations.NullMarked;
