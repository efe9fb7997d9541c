package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;

/** The tokens of a query. A part is given by its first index and its end (exclusive). Parentheses match. */
final class AdqlText {
    record Part(int from, int to) {
        boolean isEmpty() {
            return from >= to;
        }
    }

    private static final AdqlToken NOTHING = new AdqlToken(AdqlToken.Kind.SIGN, "", 0);
    private static final int DEEPEST = 100;

    private final List<AdqlToken> tokens;
    private final int[] closing;

    AdqlText(String adql) throws TapError {
        List<AdqlToken> all = AdqlToken.all(adql);
        if (!all.isEmpty() && all.getLast().is(";")) {
            all.removeLast();
        }
        this.tokens = all;
        this.closing = new int[all.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).is("(")) {
                open.add(i);
                if (open.size() > DEEPEST) {
                    throw new TapError("the query nests parentheses more than " + DEEPEST + " deep");
                }
            } else if (all.get(i).is(")")) {
                if (open.isEmpty()) {
                    throw new TapError(
                            "syntax error: nothing opens " + all.get(i).shown());
                }
                closing[open.removeLast()] = i;
            }
        }
        if (!open.isEmpty()) {
            throw new TapError(
                    "syntax error: nothing closes " + all.get(open.getLast()).shown());
        }
    }

    Part all() {
        return new Part(0, tokens.size());
    }

    AdqlToken at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : NOTHING;
    }

    boolean is(int i, String word) {
        return at(i).is(word);
    }

    int closing(int opening) {
        return closing[opening];
    }

    /** The first place of one of these words outside parentheses, or -1. */
    int find(Part part, String... words) {
        for (int i = part.from; i < part.to; i++) {
            AdqlToken token = tokens.get(i);
            if (token.is("(")) {
                i = closing[i];
                continue;
            }
            for (String word : words) {
                // after a point it is a name
                if (token.is(word) && !(i > part.from && tokens.get(i - 1).is("."))) {
                    return i;
                }
            }
        }
        return -1;
    }

    List<Part> split(Part part) {
        List<Part> parts = new ArrayList<>();
        int from = part.from;
        for (int comma = find(part, ","); comma >= 0; comma = find(new Part(from, part.to), ",")) {
            parts.add(new Part(from, comma));
            from = comma + 1;
        }
        parts.add(new Part(from, part.to));
        return parts;
    }

    TapError error(int i, String expected) {
        String found = i < tokens.size() ? tokens.get(i).shown() : "the end of the query";
        return new TapError("syntax error at " + found + ": expected " + expected);
    }
}
