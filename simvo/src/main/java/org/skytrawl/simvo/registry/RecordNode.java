package org.skytrawl.simvo.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An element read as RegTAP has it (1.2 sections 4 and 5): white space normalized, empty text as null, canonical
 * prefixes of types. Elements are known by their local names.
 */
record RecordNode(Element element) {
    private static final int LONGEST = 1_000_000;
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private static final Map<String, String> PREFIXES = Arrays.stream("""
            ConeSearch/v1.0=cs SIA/v1.0=sia SIA/v1.1=sia SLAP/v1.0=slap SSA/v1.0=ssap SSA/v1.1=ssap TAPRegExt/v1.0=tr
            VORegistry/v1.0=vg VOResource/v1.0=vr VODataService/v1.0=vs VODataService/v1.1=vs StandardsRegExt/v1.0=vstd
            DocRegExt/v1=doc""".split("\\s", -1))
            .map(word -> word.split("=", 2))
            .collect(Collectors.toMap(word -> "http://www.ivoa.net/xml/" + word[0], word -> word[1]));

    List<RecordNode> children(String name) {
        List<RecordNode> found = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element one && name.equals(one.getLocalName())) {
                found.add(new RecordNode(one));
            }
        }
        return found;
    }

    List<RecordNode> all(String... path) {
        List<RecordNode> found = List.of(this);
        for (String name : path) {
            found = found.stream().flatMap(node -> node.children(name).stream()).toList();
        }
        return found;
    }

    @Nullable
    RecordNode first(String... path) {
        List<RecordNode> found = all(path);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Nullable
    String text() {
        return normalized(element.getTextContent());
    }

    @Nullable
    String text(String... path) {
        RecordNode found = first(path);
        return found == null ? null : found.text();
    }

    /**
     * The value at a path: the text of its first element ({@code a/b}), the texts of all ({@code a/b#}, with hash signs
     * between them), or an attribute ({@code a/@b}, {@code @b}); behind a tilde in lower case. Null for none.
     */
    @Nullable
    String value(String path) {
        if (path.startsWith("~")) {
            return lower(value(path.substring(1)));
        }
        int at = path.indexOf('@');
        if (at >= 0) {
            RecordNode node = at == 0 ? this : first(path.substring(0, at - 1).split("/", -1));
            return node == null ? null : node.attribute(path.substring(at + 1));
        }
        return path.endsWith("#")
                ? joined("#", path.substring(0, path.length() - 1).split("/", -1))
                : text(path.split("/", -1));
    }

    @Nullable
    String joined(String separator, String... path) {
        List<String> texts = texts(path);
        return texts.isEmpty() ? null : String.join(separator, texts);
    }

    List<String> texts(String... path) {
        return all(path).stream()
                .flatMap(node -> Stream.ofNullable(node.text()))
                .map(Objects::requireNonNull)
                .collect(Collectors.toList());
    }

    @Nullable
    String attribute(String name) {
        return element.hasAttribute(name) ? normalized(element.getAttribute(name)) : null;
    }

    /** The xsi:type in lower case with the canonical prefix, or null. A type of an unknown schema keeps its prefix. */
    @Nullable
    String type() {
        String name = normalized(element.getAttributeNS(XSI, "type"));
        if (name == null) {
            return null;
        }
        int colon = name.indexOf(':');
        String prefix = colon < 0 ? null : name.substring(0, colon);
        String namespace = element.lookupNamespaceURI(prefix);
        String canonical = namespace == null ? null : PREFIXES.get(namespace);
        String shown = canonical == null ? prefix : canonical;
        String local = name.substring(colon + 1);
        return lower(shown == null ? local : shown + ":" + local);
    }

    static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String normalized(@Nullable String text) {
        String stripped = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        if (stripped.length() > LONGEST) {
            throw new IllegalArgumentException("a text of " + stripped.length() + " characters is longer than "
                    + LONGEST + ": " + stripped.substring(0, 60) + "...");
        }
        return stripped.isEmpty() ? null : stripped;
    }
}
