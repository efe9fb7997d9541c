package org.skytrawl.protocol;

import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * What became of a service that was asked.
 *
 * @param outcome how it ended
 * @param facts what was measured
 */
public record QueryResult(ServiceOutcome outcome, QueryFacts facts) {}
