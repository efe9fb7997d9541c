package org.skytrawl.server.api;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.skytrawl.server.http.ApiException;

/** Whole numbers from 0 in parameters. */
final class QueryNumber {
    private static final int LONGEST = 9;

    private QueryNumber() {}

    /** @throws ApiException 400 if it is no number from 0 to {@code most} */
    static int of(Context ctx, String name, int usual, int most) {
        String text = ctx.queryParam(name);
        int number = text == null ? usual : read(text, -1);
        if (number < 0 || number > most) {
            throw new ApiException(
                    400,
                    "wrong_parameter",
                    name + " must be a whole number from 0 to " + Math.min(most, 999_999_999),
                    name);
        }
        return number;
    }

    /** The number, or another one if it is none from 0 to 999,999,999. */
    static int read(@Nullable String text, int other) {
        boolean isNumber = text != null
                && !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(text) : other;
    }
}
