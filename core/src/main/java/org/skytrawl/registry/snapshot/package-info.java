/** Registry contents on disk: when they are read, refreshed and replaced. */
@NullMarked
package org.skytrawl.registry.snapshot;

import org.jspecify.annotations.NullMarked;
