package org.skytrawl.check;

import org.jspecify.annotations.Nullable;

/**
 * A question that was asked, and what became of it.
 *
 * @param request the whole URL, or the URL and the parameters of a POST
 * @param httpStatus null if there was no answer
 * @param queryStatus {@code OK}, {@code OVERFLOW}, {@code ERROR} or {@code MISSING}; null if nothing was read
 * @param rows rows that were read
 * @param firstByteS seconds to the headers of the answer; null if there was none
 * @param seconds seconds to its end
 * @param outcome the outcome as a log has it: {@code answered}, {@code failed} ...
 * @param reason why it is another one than answered; may be empty
 */
public record Asked(
        Inquiry inquiry,
        String request,
        @Nullable Integer httpStatus,
        @Nullable String queryStatus,
        long rows,
        @Nullable Double firstByteS,
        double seconds,
        String outcome,
        String reason) {}
