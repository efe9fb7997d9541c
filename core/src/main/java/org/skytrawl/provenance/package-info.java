/** What became of every service: outcomes, failure codes, the run's events and their JSON Lines form. */
@NullMarked
package org.skytrawl.provenance;

import org.jspecify.annotations.NullMarked;
