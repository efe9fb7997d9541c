package org.skytrawl.run;

import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.selection.Selection;

/**
 * Which services a run asks. Immutable and thread-safe.
 *
 * @param registry where they come from
 * @param selection what is to be asked, and why the rest is not
 * @param privateAddressesAllowed whether who named the services may name hosts of this machine and of private networks:
 *     a registry that is there itself, or the user
 */
public record Plan(ProvenanceEvent.RegistryRead registry, Selection selection, boolean privateAddressesAllowed) {}
