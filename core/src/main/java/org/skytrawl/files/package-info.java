/** Files on disk: how they are replaced, and their JSON. */
@NullMarked
package org.skytrawl.files;

import org.jspecify.annotations.NullMarked;
