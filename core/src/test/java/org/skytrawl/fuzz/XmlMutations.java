package org.skytrawl.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damage to a VOTable in the places that mean something. Works on the bytes as ISO 8859-1, which keeps them all. */
final class XmlMutations {
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z]{1,20})=([\"'])([^\"'<]{0,500})\\2");
    private static final Pattern TAG = Pattern.compile("</?([A-Za-z0-9:]{1,20})[^<>]{0,1000}>");
    private static final Pattern FIELD = Pattern.compile("<(?:FIELD|STREAM|TABLE|RESOURCE|VALUES|TD)\\b()");
    private static final Pattern CELL = Pattern.compile("<TD>([^<]{0,4000})</TD>");
    private static final Pattern STREAM = Pattern.compile("<STREAM[^<>]{0,200}>([^<]{0,200000})");
    private static final Pattern DECLARED = Pattern.compile("encoding=[\"']([A-Za-z0-9-]{0,20})");

    private XmlMutations() {}

    static byte[] one(byte[] document, SplittableRandom random) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(10)) {
            case 0, 1 -> attributeChanged(document, text, random);
            case 2 -> {
                String added = " " + Nasty.attributeName(random);
                String value = Nasty.attribute(added.strip(), random);
                yield at(document, find(FIELD, text, random), 1, added + "=\"" + value + "\"");
            }
            case 3 -> renamed(document, text, random);
            case 4 -> at(document, find(TAG, text, random), 0, random.nextBoolean() ? "" : Nasty.piece(random));
            case 5, 6 -> at(document, find(CELL, text, random), 1, Nasty.cell(random));
            case 7, 8 -> streamDamaged(document, text, random);
            default -> encoded(document, text, random);
        };
    }

    /** A match somewhere, or null. */
    private static Matcher find(Pattern pattern, String text, SplittableRandom random) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find(random.nextInt(text.length() + 1)) || matcher.find(0) ? matcher : null;
    }

    private static byte[] at(byte[] document, Matcher match, int group, String by) {
        return match == null
                ? document
                : ByteMutations.replaced(document, match.start(group), match.end(group), ByteMutations.utf8(by));
    }

    private static byte[] attributeChanged(byte[] document, String text, SplittableRandom random) {
        Matcher match = find(ATTRIBUTE, text, random);
        return match == null ? document : at(document, match, 3, Nasty.attribute(match.group(1), random));
    }

    private static byte[] renamed(byte[] document, String text, SplittableRandom random) {
        Matcher match = find(TAG, text, random);
        if (match == null) {
            return document;
        }
        String name = Nasty.element(random);
        if (random.nextBoolean()) {
            return at(document, match, 1, name);
        }
        String all = text.replaceAll("(</?)" + Pattern.quote(match.group(1)) + "\\b", "$1" + name);
        return all.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Damages what the base64 stands for, so that what is damaged is still base64. */
    private static byte[] streamDamaged(byte[] document, String text, SplittableRandom random) {
        Matcher match = find(STREAM, text, random);
        if (match == null) {
            return document;
        }
        byte[] rows;
        try {
            rows = Base64.getMimeDecoder().decode(match.group(1));
        } catch (IllegalArgumentException e) {
            return document;
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            rows = ByteMutations.one(rows, random);
        }
        return at(document, match, 1, Base64.getEncoder().encodeToString(rows));
    }

    private static byte[] encoded(byte[] document, String text, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> text.getBytes(StandardCharsets.UTF_16);
            case 1 -> text.getBytes(StandardCharsets.UTF_16LE);
            default -> {
                Matcher match = find(DECLARED, text, new SplittableRandom(0));
                yield match == null
                        ? ByteMutations.utf8("<?xml version='1.0' encoding='" + Nasty.encoding(random) + "'?>" + text)
                        : at(document, match, 1, Nasty.encoding(random));
            }
        };
    }
}
