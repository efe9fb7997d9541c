/** The server of {@code skytrawl serve}: a page, a JSON API, and the whole VO as one SIA2 and SSA service. */
@NullMarked
package org.skytrawl.server;

import org.jspecify.annotations.NullMarked;
