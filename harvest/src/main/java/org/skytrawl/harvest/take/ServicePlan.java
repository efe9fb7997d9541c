package org.skytrawl.harvest.take;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ObsCoreCells;
import org.skytrawl.protocol.mapping.ObsCoreMapper;

/** Finds out how the table of a service can be asked. Used by one thread. */
final class ServicePlan {
    /** New observations fall into few cells of time, so that comes first. */
    private static final List<ObsCoreColumn> NUMBERS = List.of(
            ObsCoreColumn.t_min,
            ObsCoreColumn.s_dec,
            ObsCoreColumn.s_ra,
            ObsCoreColumn.em_min,
            ObsCoreColumn.access_estsize);

    private static final List<ObsCoreColumn> TEXTS = List.of(ObsCoreColumn.obs_publisher_did, ObsCoreColumn.obs_id);

    private final TapTable table;
    private final List<List<String>> forms;

    /** @param forms of the conditions, the best first; the first that is not refused is used */
    ServicePlan(TapTable table, List<List<String>> forms) {
        this.table = table;
        this.forms = forms;
    }

    Entry.Plan make() throws RefusedException, StoppedException {
        AnswerFields fields = new AnswerFields(table.fields(), false);
        List<String> columns = columns(fields);
        List<String> marks = marks(fields);
        RefusedException refused = null;
        for (List<String> form : forms) {
            table.restrict(form);
            for (List<String> asked : marks.isEmpty() ? List.of(marks) : List.of(marks, List.<String>of())) {
                table.mark(asked);
                try {
                    Mark whole = table.mark(Cell.WHOLE);
                    return new Entry.Plan(Instant.now(), form, columns, whole.rows(), whole.values());
                } catch (RefusedException e) {
                    refused = e;
                    if (!e.isUnderstood() && !Requests.isTooSlow(e)) {
                        throw e;
                    }
                }
            }
        }
        // it may refuse COUNT only
        Map<String, String> unknown = new LinkedHashMap<>();
        marks.forEach(mark -> unknown.put(mark, ""));
        for (List<String> form : forms) {
            table.restrict(form);
            try {
                var unused = table.ask(table.rowsOf(Cell.WHOLE), 1, 2, new PageRows(ServiceHarvest.SPARE_ROWS));
                return new Entry.Plan(Instant.now(), form, columns, null, unknown);
            } catch (RefusedException e) {
                if (!e.isUnderstood()) {
                    throw e;
                }
            }
        }
        throw refused == null ? new RefusedException("there is no form of the query", true, null) : refused;
    }

    private static List<String> columns(AnswerFields fields) {
        Map<ObsCoreColumn, ObsCoreCells.Source> known = ObsCoreMapper.byName(fields);
        return Stream.concat(
                        NUMBERS.stream().filter(column -> ObsCoreMapper.isAsWritten(fields, column)),
                        TEXTS.stream().filter(column -> isText(fields, known.get(column))))
                .map(ObsCoreColumn::name)
                .toList();
    }

    /**
     * What is asked with each count: new rows are later, and rows that were changed are released later or have other sizes.
     * Sums only of whole numbers: those of others depend on the order in which they are added.
     */
    private static List<String> marks(AnswerFields fields) {
        Map<ObsCoreColumn, ObsCoreCells.Source> known = ObsCoreMapper.byName(fields);
        List<String> marks = new ArrayList<>();
        if (isNumber(fields, known.get(ObsCoreColumn.t_max))) {
            marks.add("MAX(t_max)");
        }
        ObsCoreCells.Source released = known.get(ObsCoreColumn.obs_release_date);
        if (isText(fields, released) || isNumber(fields, released)) {
            marks.add("MAX(obs_release_date)");
        }
        ObsCoreCells.Source size = known.get(ObsCoreColumn.access_estsize);
        if (size != null && isNumber(fields, size)) {
            Class<?> kind = fields.get(size.index()).cellClass();
            if (kind == Double.class || kind == Float.class) {
                marks.add("MIN(access_estsize)");
                marks.add("MAX(access_estsize)");
            } else {
                marks.add("SUM(access_estsize)");
            }
        }
        return marks;
    }

    private static boolean isNumber(AnswerFields fields, ObsCoreCells.@Nullable Source source) {
        return source != null
                && Number.class.isAssignableFrom(fields.get(source.index()).cellClass());
    }

    private static boolean isText(AnswerFields fields, ObsCoreCells.@Nullable Source source) {
        return source != null && fields.get(source.index()).cellClass() == String.class;
    }
}
