package org.skytrawl.cli.print;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.ResultDifference;
import org.skytrawl.merge.ResultDifference.Cell;
import org.skytrawl.merge.ResultDifference.Changed;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PlainText;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes what differs between two results, for people or for programs. */
public record DifferencePrinter(PrintWriter out) {
    private static final int CELL = 300;

    private static final ObsCoreColumn[] NAMES = {
        ObsCoreColumn.obs_publisher_did, ObsCoreColumn.access_url, ObsCoreColumn.obs_title
    };

    public void text(ResultDifference difference) {
        difference.gone().forEach(dataset -> out.println("gone     " + name(dataset)));
        difference.added().forEach(dataset -> out.println("new      " + name(dataset)));
        for (Changed changed : difference.changed()) {
            out.println("changed  " + name(changed.after()));
            for (Cell cell : changed.cells()) {
                out.println("           " + cell.column() + ": " + shown(cell.before()) + " -> " + shown(cell.after()));
            }
        }
    }

    /** An object for each: {@code change}, what the dataset is known by, and for one that changed its {@code cells}. */
    public void json(ResultDifference difference) {
        difference.gone().forEach(dataset -> out.println(object("gone", dataset)));
        difference.added().forEach(dataset -> out.println(object("new", dataset)));
        for (Changed changed : difference.changed()) {
            ObjectNode object = object("changed", changed.after());
            ObjectNode cells = object.putObject("cells");
            for (Cell cell : changed.cells()) {
                ObjectNode both = cells.putObject(cell.column().name());
                both.putPOJO("before", cell.before());
                both.putPOJO("after", cell.after());
            }
            out.println(object);
        }
    }

    private static ObjectNode object(String change, FoundDataset dataset) {
        ObjectNode object = JsonMapper.shared().createObjectNode();
        object.put("change", change);
        for (ObsCoreColumn column : NAMES) {
            String text = dataset.record().text(column);
            if (text != null) {
                object.put(column.name(), PlainText.of(text));
            }
        }
        object.put("origin_ivoid", PlainText.of(dataset.origin().ivoid().value()));
        return object;
    }

    private static String name(FoundDataset dataset) {
        StringBuilder name = new StringBuilder();
        for (ObsCoreColumn column : NAMES) {
            String text = dataset.record().text(column);
            if (text != null && (column != ObsCoreColumn.obs_title || name.isEmpty())) {
                name.append(name.isEmpty() ? "" : "  ").append(PlainText.of(text, CELL));
            }
        }
        if (name.isEmpty()) {
            return "without a name, at " + shown(dataset.record().value(ObsCoreColumn.s_ra)) + " "
                    + shown(dataset.record().value(ObsCoreColumn.s_dec));
        }
        return name.toString();
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "nothing" : value instanceof String text ? PlainText.of(text, CELL) : value.toString();
    }
}
