package org.skytrawl.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A row of a registry's answer; columns go by their place in the query, from 0. For reading by any thread. */
public final class RegistryRow {
    private final @Nullable Object[] cells;

    /** A row of these cells: texts, numbers, truth values, or null. */
    public RegistryRow(@Nullable Object... cells) {
        this.cells = cells.clone();
    }

    /** The cell as text; null where it is null. */
    public @Nullable String text(int column) {
        Object cell = cells[column];
        return cell == null ? null : cell.toString();
    }

    /** The same, null also where the query had no such column. */
    public @Nullable String textIfThere(int column) {
        return column < cells.length ? text(column) : null;
    }

    /** The cell as an integer; null where it is null or no number. */
    public @Nullable Integer integer(int column) {
        Number number = number(column);
        return number == null ? null : (Integer) number.intValue();
    }

    /** The cell as a number; null where it is null or none. */
    public @Nullable Double real(int column) {
        Number number = number(column);
        return number == null ? null : (Double) number.doubleValue();
    }

    /** A flag, false also where the query had no such column. */
    public boolean flagIfThere(int column) {
        return column < cells.length && flag(column);
    }

    /** A flag, be it a number or a truth value; null is false. */
    public boolean flag(int column) {
        Number number = number(column);
        return number != null ? number.intValue() != 0 : "true".equalsIgnoreCase(text(column));
    }

    /** A number, also where the registry sends it as text. */
    private @Nullable Number number(int column) {
        Object cell = cells[column];
        if (cell instanceof Number number) {
            return number;
        }
        if (!(cell instanceof String text)) {
            return null;
        }
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The first cell of a bulk query's row, exactly as the registry gave it; empty where it is null. */
    public String ivoid() {
        @Nullable String ivoid = text(0);
        return ivoid == null ? "" : ivoid;
    }

    /**
     * An array of the cells that reads back as what gives the same texts and numbers. A number of single precision stands in
     * an array of its own, as its digits mean another number in double precision.
     */
    public void write(JsonGenerator json) {
        json.writeStartArray();
        for (Object cell : cells) {
            switch (cell) {
                case null -> json.writeNull();
                case Float number -> {
                    if (Float.isFinite(number)) {
                        json.writeStartArray();
                        json.writeNumber(number);
                        json.writeEndArray();
                    } else {
                        json.writeString(number.toString());
                    }
                }
                case Double number -> {
                    if (Double.isFinite(number)) {
                        json.writeNumber(number);
                    } else {
                        json.writeString(number.toString());
                    }
                }
                case Number number -> json.writeNumber(number.longValue());
                default -> json.writeString(cell.toString());
            }
        }
        json.writeEndArray();
    }

    /** Reads from behind the start of the array. */
    public static RegistryRow read(JsonParser json) throws IOException {
        List<@Nullable Object> cells = new ArrayList<>();
        JsonToken token = json.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (token == null) {
                throw new IOException("a row breaks off");
            }
            cells.add(cell(token, json));
            token = json.nextToken();
        }
        return new RegistryRow(cells.toArray());
    }

    private static @Nullable Object cell(JsonToken token, JsonParser json) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case START_ARRAY -> single(json);
            default -> throw new IOException("there is " + token + " in a row");
        };
    }

    private static Object single(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == null || !token.isNumeric()) {
            throw new IOException("there is " + token + " where a number should be");
        }
        float number = json.getFloatValue();
        JsonTokens.expect(json.nextToken(), JsonToken.END_ARRAY);
        return number;
    }
}
