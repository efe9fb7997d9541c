/**
 * The data source {@code skytrawl} of Spark: {@code spark.read.format("skytrawl")} asks services while a query runs. The driver selects
 * the services; each partition is one group of hosts, asked by the engine of core under the leases of its hosts.
 */
@NullMarked
package org.skytrawl.spark.source;

import org.jspecify.annotations.NullMarked;
