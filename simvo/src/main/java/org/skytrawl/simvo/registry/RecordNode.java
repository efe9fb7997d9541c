package org.skytrawl.simvo.registry;

import java.util.ArrayList;
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
 * An element of a VOResource record, read as RegTAP has it: white space normalized, empty text as null (1.2 section 4.1 and
 * 4.2), types with the canonical prefixes (section 5). Elements are known by their local names: those of VOResource and its
 * extensions are unqualified.
 */
record RecordNode(Element element) {
    private static final int LONGEST = 1_000_000;
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("http://www.ivoa.net/xml/ConeSearch/v1.0", "cs"),
            Map.entry("http://www.ivoa.net/xml/SIA/v1.0", "sia"),
            Map.entry("http://www.ivoa.net/xml/SIA/v1.1", "sia"),
            Map.entry("http://www.ivoa.net/xml/SLAP/v1.0", "slap"),
            Map.entry("http://www.ivoa.net/xml/SSA/v1.0", "ssap"),
            Map.entry("http://www.ivoa.net/xml/SSA/v1.1", "ssap"),
            Map.entry("http://www.ivoa.net/xml/TAPRegExt/v1.0", "tr"),
            Map.entry("http://www.ivoa.net/xml/VORegistry/v1.0", "vg"),
            Map.entry("http://www.ivoa.net/xml/VOResource/v1.0", "vr"),
            Map.entry("http://www.ivoa.net/xml/VODataService/v1.0", "vs"),
            Map.entry("http://www.ivoa.net/xml/VODataService/v1.1", "vs"),
            Map.entry("http://www.ivoa.net/xml/StandardsRegExt/v1.0", "vstd"),
            Map.entry("http://www.ivoa.net/xml/DocRegExt/v1", "doc"));

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

    /** The texts of all elements at a path, joined; null if all are empty. */
    @Nullable
    String joined(String separator, String... path) {
        List<String> texts = texts(path);
        return texts.isEmpty() ? null : String.join(separator, texts);
    }

    /** The texts of all elements at a path, without empty ones. */
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
