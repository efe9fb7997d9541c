/** The whole VO as one service: SIA 2.0, SSA 1.1 and VOSI. */
@NullMarked
package org.skytrawl.server.facade;

import org.jspecify.annotations.NullMarked;
