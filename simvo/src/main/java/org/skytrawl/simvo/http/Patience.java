package org.skytrawl.simvo.http;

import java.time.Duration;

/**
 * How long clients are waited for.
 *
 * @param idle without a request
 * @param sending from the first byte of a request to its last
 */
record Patience(Duration idle, Duration sending) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60));
}
