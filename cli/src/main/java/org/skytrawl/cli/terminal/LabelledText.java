package org.skytrawl.cli.terminal;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;

/**
 * Text in sections of labelled lines, wrapped at blanks. Words longer than a line, such as URLs, are not broken, so that they can
 * be copied. Removes control characters from all input.
 */
public final class LabelledText {
    private static final int INDENT = 2;
    private static final int LABEL = 14;

    private final PrintWriter out;
    private final int columns;
    private @Nullable String section;

    /** As wide as the terminal, but not so wide that it is hard to read. */
    public LabelledText(PrintWriter out) {
        this(out, Math.min(TerminalSize.columnsAtStart(), 120));
    }

    public LabelledText(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    public void heading(String text) {
        wrapped("", PlainText.of(text), 0);
    }

    /** Prints a text; blank lines separate its paragraphs. */
    public void paragraphs(@Nullable String text) {
        for (String paragraph : (text == null ? "" : text).split("\\R\\h*\\R", -1)) {
            String plain = PlainText.of(paragraph);
            if (!plain.isEmpty()) {
                out.println();
                wrapped(" ".repeat(INDENT), plain, INDENT);
            }
        }
    }

    /** Starts a section. Its name is printed only if a line follows. */
    public void section(String name) {
        section = PlainText.of(name);
    }

    public void line(String label, @Nullable String text) {
        line(INDENT, label, text);
    }

    /** The same for a value with words around it; nothing if there is no value. */
    public void line(String label, String before, @Nullable Object value, String after) {
        line(label, value == null ? null : before + value + after);
    }

    public void item(String label, @Nullable String text) {
        line(2 * INDENT, label, text);
    }

    /** Prints a label and a text on one line without wrapping, so that it can be copied; nothing for an empty text. */
    public void whole(String label, String text) {
        String plain = PlainText.of(text);
        if (!plain.isEmpty()) {
            out.println(begin(INDENT, label) + plain);
        }
    }

    /** Prints the name of the section if this is its first line. Returns the label with its blanks. */
    private String begin(int indent, String label) {
        if (section != null) {
            out.println();
            out.println(section);
            section = null;
        }
        String begin = " ".repeat(indent) + PlainText.of(label);
        return begin + " ".repeat(Math.max(2, INDENT + LABEL - begin.length()));
    }

    private void line(int indent, String label, @Nullable String text) {
        String plain = PlainText.of(text);
        if (!plain.isEmpty()) {
            wrapped(begin(indent, label), plain, INDENT + LABEL);
        }
    }

    public void list(String label, List<String> texts) {
        line(label, String.join(", ", texts.stream().map(PlainText::of).toList()));
    }

    public void lines(String label, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            line(i == 0 ? label : "", texts.get(i));
        }
    }

    private void wrapped(String begin, String plain, int indent) {
        ScreenText.wrapped(begin, plain, indent, columns).forEach(out::println);
    }
}
