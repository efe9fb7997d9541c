package org.skytrawl.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A row of a registry's answer. Columns are numbered from 0 as in the query. Immutable. */
public final class RegistryRow {
    private final @Nullable Object[] cells;

    /** @param cells texts, numbers, truth values, or null */
    public RegistryRow(@Nullable Object... cells) {
        this.cells = cells.clone();
    }

    public @Nullable String text(int column) {
        Object cell = cells[column];
        return cell == null ? null : cell.toString();
    }

    /** A URL whose ampersands are escaped as in XML, by some registries and lists: decoded once. */
    public static @Nullable String url(@Nullable String text) {
        return text == null ? null : text.replace("&amp;", "&");
    }

    /** Null also if the query had no such column. */
    public @Nullable String textIfThere(int column) {
        return column < cells.length ? text(column) : null;
    }

    /** Null if the cell is null or not a number. */
    public @Nullable Integer integer(int column) {
        Number number = number(column);
        return number == null ? null : (Integer) number.intValue();
    }

    /** Null if the cell is null or not a number. */
    public @Nullable Double real(int column) {
        Number number = number(column);
        return number == null ? null : (Double) number.doubleValue();
    }

    /** False also if the query had no such column. */
    public boolean flagIfThere(int column) {
        return column < cells.length && flag(column);
    }

    /** The registry sends a number or a truth value; null is false. */
    public boolean flag(int column) {
        Number number = number(column);
        return number != null ? number.intValue() != 0 : "true".equalsIgnoreCase(text(column));
    }

    /** Some registries send numbers as text. */
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

    /** The first cell of a row of a bulk query, exactly as the registry sent it; empty if it is null. */
    public String ivoid() {
        @Nullable String ivoid = text(0);
        return ivoid == null ? "" : ivoid;
    }

    /**
     * Writes an array that {@link #read} turns into the same texts and numbers. A single-precision number stands in an
     * array of its own, as its digits mean another number in double precision.
     */
    @SuppressWarnings("IfChainToSwitch") // the formatter knows no guards
    public void write(JsonGenerator json) {
        json.writeStartArray();
        for (Object cell : cells) {
            if (cell == null) {
                json.writeNull();
            } else if (cell instanceof Float number && Float.isFinite(number)) {
                json.writeStartArray();
                json.writeNumber(number);
                json.writeEndArray();
            } else if (cell instanceof Double number && Double.isFinite(number)) {
                json.writeNumber(number);
            } else if (cell instanceof Number number && !(cell instanceof Float || cell instanceof Double)) {
                json.writeNumber(number.longValue());
            } else {
                json.writeString(cell.toString());
            }
        }
        json.writeEndArray();
    }

    /** The parser stands at the start of the array. */
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
            default -> throw new IOException("found " + token + " in a row");
        };
    }

    private static Object single(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == null || !token.isNumeric()) {
            throw new IOException("expected a number, found " + token);
        }
        float number = json.getFloatValue();
        JsonTokens.expect(json.nextToken(), JsonToken.END_ARRAY);
        return number;
    }
}
