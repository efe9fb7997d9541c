/**
 * Leases: the right to ask a host, which one task of all clusters that share a folder has at a time.
 *
 * <p>A task that Spark counts as lost may still run. So the right has a rising number, the holder proves before each request that it
 * still has it, and a successor waits until the holder cannot have it any more. {@link org.skytrawl.spark.lease.Lease} has the rules
 * and why they suffice.
 */
@NullMarked
package org.skytrawl.spark.lease;

import org.jspecify.annotations.NullMarked;
