package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchRequest;

/**
 * One way to put a question to a service. Where a service refuses one, the next simpler one can be tried.
 *
 * @param name what the log calls it, or null if there is only one way
 * @param text what goes to the log: the whole URL, for ObsTAP the ADQL
 * @param request what is sent; bounds of bytes and addresses are set when it is
 * @param appliesPosition whether the service itself tests the cone
 */
record QueryForm(@Nullable String name, String text, FetchRequest request, boolean appliesPosition) {}
