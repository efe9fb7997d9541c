/** Footprints in Spark SQL: functions that judge them as a run of Skytrawl does. */
@NullMarked
package org.skytrawl.spark.function;

import org.jspecify.annotations.NullMarked;
