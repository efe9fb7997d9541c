package org.skytrawl.simvo.tap;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.http.Request;

final class QueryRunner {
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(30);

    private final SqlDatabase database;
    private final TapDescription description;
    private final SiteTables tables;
    private final @Nullable UploadFault fault;

    /** The tables of the first query that had any. */
    private final AtomicReference<List<UploadReader.Uploaded>> first = new AtomicReference<>(List.of());

    QueryRunner(SqlDatabase database, TapDescription description, SiteTables tables, @Nullable UploadFault fault) {
        this.database = database;
        this.description = description;
        this.tables = tables;
        this.fault = fault;
    }

    DaliAnswer sync(Request request) throws TapError, InterruptedException {
        return answer(TapParameters.of(request), newRun(SYNC_LIMIT));
    }

    QueryRun newRun(Duration limit) {
        return new QueryRun(database.readers(), limit);
    }

    DaliAnswer answer(TapParameters parameters, QueryRun run) throws TapError, InterruptedException {
        String adql = parameters.adql();
        int rows = parameters.rows(description);
        DaliAnswer.Format format = parameters.format();
        List<UploadReader.Uploaded> uploads = used(Uploads.read(parameters, description.uploads()));
        if (uploads.isEmpty()) {
            return new DaliAnswer(run.run(AdqlRewriter.rewrite(adql, tables), rows), format);
        }
        String schema = database.createUploads(
                uploads.stream().map(UploadReader.Uploaded::table).toList());
        try {
            for (UploadReader.Uploaded upload : uploads) {
                database.insert(new TableRef(upload.table(), schema), upload.rows());
            }
            TableRef.Names withUploads = (schemaName, name) -> schemaName.equals(Uploads.SCHEMA)
                    ? uploads.stream()
                            .filter(upload -> upload.table().name().equals(name))
                            .map(upload -> new TableRef(upload.table(), schema))
                            .findFirst()
                            .orElse(null)
                    : tables.find(schemaName, name);
            AdqlRewriter.Sql sql = AdqlRewriter.rewrite(adql, withUploads, conditions(uploads));
            QueryRun.Result result = run.run(sql, rows);
            return new DaliAnswer(fault == null ? result : fault.spoiled(result, description.tables()), format);
        } finally {
            database.dropUploads(schema);
        }
    }

    private List<UploadReader.Uploaded> used(List<UploadReader.Uploaded> uploads) {
        if (fault == null || uploads.isEmpty()) {
            return uploads;
        }
        return fault == UploadFault.SAME
                ? first.updateAndGet(before -> before.isEmpty() ? uploads : before)
                : uploads.stream().map(fault::used).toList();
    }

    private AdqlRewriter.Conditions conditions(List<UploadReader.Uploaded> uploads) {
        if (fault == UploadFault.CROSSES) {
            return (sql, text, part, inScope) -> "1 = 1";
        }
        PlaceBound.Extents extents = extents(uploads);
        return (sql, text, part, inScope) -> {
            String bound = new PlaceBound(text, inScope, extents).sql(part);
            return bound == null ? sql : "(" + sql + ") AND " + bound;
        };
    }

    private PlaceBound.Extents extents(List<UploadReader.Uploaded> uploads) {
        return new PlaceBound.Extents() {
            @Override
            public double reachDeg(TableRef table) {
                return database.reachDeg(table);
            }

            @Override
            public double most(TableRef upload, String column) {
                return uploads.stream()
                        .filter(one -> one.table().equals(upload.table()))
                        .mapToDouble(one -> one.most(column))
                        .findFirst()
                        .orElse(Double.POSITIVE_INFINITY);
            }
        };
    }
}
