/** Programs for {@code spark-submit}. */
@NullMarked
package org.skytrawl.spark.job;

import org.jspecify.annotations.NullMarked;
