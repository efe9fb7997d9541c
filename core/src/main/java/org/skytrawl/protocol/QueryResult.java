package org.skytrawl.protocol;

import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** The end of a query to one service. */
public record QueryResult(ServiceOutcome outcome, QueryFacts facts) {}
