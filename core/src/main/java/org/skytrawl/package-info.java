/** The entry point: {@code Discovery} asks, {@code DiscoveryRun} fans out, {@code DiscoveryResult} is what was found. */
@NullMarked
package org.skytrawl;

import org.jspecify.annotations.NullMarked;
