/** What users take away: chosen rows, downloads, tables for the tools of this machine. */
@NullMarked
package org.skytrawl.server.take;

import org.jspecify.annotations.NullMarked;
