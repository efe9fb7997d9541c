package org.skytrawl.simvo.tap;

import java.time.Duration;
import java.util.List;
import org.skytrawl.simvo.http.Request;

final class QueryRunner {
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(30);

    private final TapDatabase database;
    private final TapDescription description;
    private final SiteTables tables;

    QueryRunner(TapDatabase database, TapDescription description, SiteTables tables) {
        this.database = database;
        this.description = description;
        this.tables = tables;
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
        List<UploadReader.Uploaded> uploads = Uploads.read(parameters, description.uploads());
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
            return new DaliAnswer(run.run(AdqlRewriter.rewrite(adql, withUploads), rows), format);
        } finally {
            database.dropUploads(schema);
        }
    }
}
