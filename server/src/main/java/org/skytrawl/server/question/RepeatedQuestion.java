package org.skytrawl.server.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Region;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.model.TargetRegion;

/**
 * The command and the line of Python that ask a question again. Files that were sent stand there by the user's names.
 *
 * @param registries those that the server was told to ask; empty for the usual ones
 */
record RepeatedQuestion(QuestionForm form, List<String> registries) {
    private static final List<String> PLACES =
            List.of("cone", "galactic", "target", "polygon", "moc", "probability", "footprint", "targets", "radius");
    private static final List<String> REST = List.of("spectrum", "time");
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /** For a shell. */
    String command() {
        List<String> words = new ArrayList<>(List.of("skytrawl", function()));
        PLACES.forEach(name -> add(words, name, value(name)));
        REST.forEach(name -> add(words, name, value(name)));
        if (function().equals("datasets") && !types().isEmpty()) {
            add(words, "type", String.join(",", types()));
        }
        for (String flag : List.of("inclusive", "theory")) {
            if ("true".equals(form.first(flag))) {
                words.add("--" + flag);
            }
        }
        add(words, "timeout", form.first("timeout"));
        add(words, "deadline", form.first("deadline"));
        registries.forEach(url -> add(words, "registry", ShownUrl.of(url)));
        return String.join(" ", words);
    }

    private static void add(List<String> words, String option, @Nullable String value) {
        if (value == null) {
            return;
        }
        // what begins with - would be taken for an option
        String join = value.startsWith("-") ? "=" : " ";
        words.add("--" + option + join + quoted(value));
    }

    private static String quoted(String value) {
        // a line break would end the command where it is pasted
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return SAFE.matcher(line).matches() ? line : "'" + line.replace("'", "'\\''") + "'";
    }

    /** The command, and function, that finds these types. */
    private String function() {
        Set<String> types = form.question().productTypes();
        if (types.size() != 1) {
            return "datasets";
        }
        return switch (types.iterator().next()) {
            case "image" -> "images";
            case "spectrum" -> "spectra";
            case "timeseries" -> "timeseries";
            default -> "datasets";
        };
    }

    private List<String> types() {
        return List.copyOf(form.question().productTypes());
    }

    /** A value with the name of the file in place of what was sent. */
    private @Nullable String value(String name) {
        String value = form.first(name);
        if (value == null || !value.strip().startsWith(Uploads.PREFIX)) {
            return value;
        }
        int hash = value.indexOf('#');
        String parameter = (hash < 0 ? value : value.substring(0, hash)).strip();
        String file = form.files().names().getOrDefault(parameter, parameter);
        return file + (hash < 0 ? "" : value.substring(hash));
    }

    /** With {@code astropy.units} as {@code u}, and {@code SkyCoord}. */
    String python() {
        List<String> arguments = new ArrayList<>();
        place(arguments);
        REST.forEach(name -> addText(arguments, name, form.first(name)));
        if (function().equals("datasets") && !types().isEmpty()) {
            arguments.add("type="
                    + (types().size() == 1
                            ? text(types().getFirst())
                            : types().stream()
                                    .map(RepeatedQuestion::text)
                                    .collect(Collectors.joining(", ", "[", "]"))));
        }
        for (String flag : List.of("inclusive", "theory")) {
            if ("true".equals(form.first(flag))) {
                arguments.add(flag + "=True");
            }
        }
        addText(arguments, "timeout", form.first("timeout"));
        addText(arguments, "deadline", form.first("deadline"));
        return "skytrawl." + function() + "(" + String.join(", ", arguments) + ")";
    }

    private void place(List<String> arguments) {
        Region region = form.question().region();
        if (region instanceof Cone cone) {
            String name = form.first("target");
            arguments.add(
                    name == null
                            ? "SkyCoord(" + number(cone.raDeg()) + ", " + number(cone.decDeg()) + ", unit='deg')"
                            : text(name));
            arguments.add("radius=" + number(cone.radiusDeg()) + " * u.deg");
        } else if (region instanceof PolygonRegion polygon) {
            double[] vertices = polygon.raDecDeg();
            arguments.add("polygon=SkyCoord(" + every(vertices, 0) + ", " + every(vertices, 1) + ", unit='deg')");
        } else if (region instanceof TargetRegion targets && form.files().targets() == null) {
            List<Cone> circles = new ArrayList<>();
            targets.list().forEach(target -> circles.add(target.cone()));
            arguments.add(
                    "SkyCoord(" + every(circles, Cone::raDeg) + ", " + every(circles, Cone::decDeg) + ", unit='deg')");
            arguments.add("radius=" + every(circles, Cone::radiusDeg) + " * u.deg");
        } else {
            addText(arguments, "moc", value("moc"));
            String probability = form.first("probability");
            if (probability != null) {
                arguments.add("probability=" + number(Double.parseDouble(probability)));
            }
            addText(arguments, "footprint", value("footprint"));
            addText(arguments, "targets", value("targets"));
            String radius = form.first("radius");
            if (radius != null) {
                arguments.add("radius=" + number(ConeText.radiusDeg(radius)) + " * u.deg");
            }
        }
    }

    private static void addText(List<String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.add(name + "=" + text(value));
        }
    }

    private static String every(double[] raDecDeg, int from) {
        double[] some = new double[raDecDeg.length / 2];
        Arrays.setAll(some, i -> raDecDeg[2 * i + from]);
        return Arrays.stream(some).mapToObj(RepeatedQuestion::number).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String every(List<Cone> circles, ToDoubleFunction<Cone> value) {
        return circles.stream()
                .map(circle -> number(value.applyAsDouble(circle)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String number(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A literal of Python. */
    private static String text(String value) {
        StringBuilder literal = new StringBuilder("'");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\'' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.getType(c) == Character.FORMAT || c == 0x2028 || c == 0x2029) {
                literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                literal.append(c);
            }
        }
        return literal.append("'").toString();
    }
}
