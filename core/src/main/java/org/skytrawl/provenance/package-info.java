/** The provenance log: outcomes, failure codes, events of a run and their JSON Lines form. */
@NullMarked
package org.skytrawl.provenance;

import org.jspecify.annotations.NullMarked;
