/** Discovery, harvests and joins with footprints on Apache Spark. */
@NullMarked
package org.skytrawl.spark;

import org.jspecify.annotations.NullMarked;
