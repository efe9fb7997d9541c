package org.skytrawl.patterns;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Texts on which a pattern takes long if it can: one character over and over, then another; and the same behind each beginning of
 * a text that the pattern matches, since most patterns give up at once without it.
 */
final class HostileTexts {
    private static final int LONG = 100_000;
    private static final int LENGTH = 20_000;
    private static final int LENGTH_BEHIND = 8_000;
    private static final String REPEATED_LONG = " /0a";
    private static final String REPEATED = " \t\n/0aA@<>\"',.:;([{})]#?=-+*|_%&~!\\\u00e9";
    private static final List<String> MIXED = List.of(
            "0.", "a/", ", ", ": ", "a b", "<a", "a=", "{a:", "\r\n", " \n", "a\n", "%2F", "://", "aA", "1x", "\"\"");

    /** In none of the classes of our patterns but in those that have nearly all. */
    private static final char OTHER = '\u0001';

    /** Texts for all patterns. */
    static final List<String> OF_ANY = ofAny();

    private HostileTexts() {}

    private static List<String> ofAny() {
        List<String> texts = new ArrayList<>();
        for (char c : REPEATED.toCharArray()) {
            String run = String.valueOf(c).repeat(REPEATED_LONG.indexOf(c) < 0 ? LENGTH : LONG);
            texts.add(run + OTHER);
            texts.add(run + "\n" + OTHER);
        }
        for (String mixed : MIXED) {
            texts.add(mixed.repeat(LENGTH / mixed.length()));
            texts.add(mixed.repeat(LENGTH / mixed.length()) + OTHER);
        }
        return texts;
    }

    /** Texts that begin as this pattern wants it. */
    static Set<String> behindTheBeginning(String pattern) {
        Set<String> texts = new LinkedHashSet<>();
        for (String sample : Sample.of(pattern)) {
            for (int end = 1; end <= sample.length(); end++) {
                String beginning = sample.substring(0, end);
                Set<Character> next = new LinkedHashSet<>(List.of(' ', '0', 'a', beginning.charAt(end - 1)));
                next.add(end < sample.length() ? sample.charAt(end) : ' ');
                for (char c : next) {
                    texts.add(beginning + String.valueOf(c).repeat(LENGTH_BEHIND) + OTHER);
                }
                texts.add(beginning.repeat(LENGTH_BEHIND / end) + OTHER);
            }
        }
        return texts;
    }

    /** Texts that a pattern matches, roughly: one for each alternative of its outermost level. */
    private static final class Sample {
        private static final String CANDIDATES = "a0 /-_.,:;=<>\"'@#?!A\n\u00e9";

        private final String pattern;
        private final StringBuilder text = new StringBuilder();
        private int at;

        private Sample(String pattern, int from) {
            this.pattern = pattern;
            this.at = from;
        }

        static List<String> of(String pattern) {
            List<String> samples = new ArrayList<>();
            int from = 0;
            while (from < pattern.length()) {
                Sample sample = new Sample(pattern, from);
                sample.alternative();
                samples.add(sample.text.toString());
                from = sample.at + 1;
            }
            return samples;
        }

        /** To the bar or the end of its level. */
        private void alternative() {
            while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
                int before = text.length();
                element();
                int times = least();
                text.append(text.substring(before).repeat(Math.max(0, times - 1)));
            }
        }

        private void element() {
            int start = at;
            char c = pattern.charAt(at++);
            switch (c) {
                case '^', '$' -> {}
                case '.' -> text.append('a');
                case '\\' -> escape();
                case '[' -> {
                    classEnd();
                    matching(pattern.substring(start, at));
                }
                case '(' -> group();
                default -> text.append(c);
            }
        }

        private void escape() {
            char c = pattern.charAt(at++);
            if ("bBAzZGQE123456789".indexOf(c) >= 0) {
                return;
            }
            if (c == 'p' || c == 'P') {
                at = pattern.indexOf('}', at) + 1;
                text.append('a');
            } else if ("dDwWsShHvVR".indexOf(c) >= 0) {
                matching("\\" + c);
            } else {
                text.append(c);
            }
        }

        private void classEnd() {
            int depth = 1;
            boolean first = true;
            while (depth > 0) {
                char c = pattern.charAt(at++);
                if (c == '\\') {
                    at++;
                } else if (c == '[') {
                    depth++;
                } else if (c == ']' && !first) {
                    depth--;
                }
                first = first && c == '^';
            }
        }

        private void group() {
            boolean looksAround = false;
            if (pattern.startsWith("?", at)) {
                looksAround = "=!<".indexOf(pattern.charAt(at + 1)) >= 0;
                while (":=!>)".indexOf(pattern.charAt(at)) < 0) {
                    at++;
                }
                if (pattern.charAt(at++) == ')') {
                    // flags
                    return;
                }
            }
            int before = text.length();
            alternative();
            String first = text.substring(before);
            while (at < pattern.length() && pattern.charAt(at) == '|') {
                at++;
                alternative();
            }
            at++;
            text.setLength(before);
            text.append(looksAround ? "" : first);
        }

        private void matching(String one) {
            Pattern compiled = Pattern.compile(one);
            for (char c : CANDIDATES.toCharArray()) {
                if (compiled.matcher(String.valueOf(c)).matches()) {
                    text.append(c);
                    return;
                }
            }
        }

        /** Passes over a quantifier; the least number it asks for, 1 if that is none. */
        private int least() {
            int times = 1;
            if (at < pattern.length() && "*+?".indexOf(pattern.charAt(at)) >= 0) {
                at++;
            } else if (at < pattern.length() && pattern.charAt(at) == '{') {
                int end = pattern.indexOf('}', at);
                String least = pattern.substring(at + 1, end);
                int comma = least.indexOf(',');
                times = Integer.parseInt(comma < 0 ? least : least.substring(0, comma));
                at = end + 1;
            } else {
                return 1;
            }
            if (at < pattern.length() && "+?".indexOf(pattern.charAt(at)) >= 0) {
                at++;
            }
            return times;
        }
    }
}
