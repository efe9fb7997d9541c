/** Which services there are, and which of them to ask: mirrors, snapshots, service lists, and the selection itself. */
@NullMarked
package org.skytrawl.registry;

import org.jspecify.annotations.NullMarked;
