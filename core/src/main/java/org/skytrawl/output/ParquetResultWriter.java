package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.parquet.ParquetColumn;
import org.skytrawl.parquet.ParquetTable;
import org.skytrawl.parquet.ParquetWriter;

/**
 * Writes Parquet 1. The footer has the metadata twice: as a VOTable without data for TOPCAT (VOParquet 1.0), as an ECSV
 * header for astropy (docs/adr/0013-parquet.md).
 */
final class ParquetResultWriter implements ResultWriter {
    private static final int GROUP_ROWS = 100_000;
    private static final int PAGE_ROWS = 20_000;

    @Override
    public void write(ResultExtract result, OutputStream out) throws IOException {
        write("datasets", result.rows(), DatasetColumns.of(result), result, out);
    }

    @Override
    public void write(TargetSummary summary, OutputStream out) throws IOException {
        write("targets", summary.rows(), TargetSummary.Row.COLUMNS, summary.result(), out);
    }

    private static <T> void write(
            String name, List<T> rows, List<TableColumn<T>> columns, ResultExtract result, OutputStream out)
            throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("IVOA.VOTable-Parquet.version", "1.0");
        texts.put("IVOA.VOTable-Parquet.content", votable(new RowTable<>(name, rows, columns), result));
        texts.put("table_meta_yaml", EcsvResultWriter.yaml(name, columns, RunInfos.of(result)));
        List<ParquetColumn<T>> stored =
                columns.stream().map(ParquetResultWriter::column).toList();
        ParquetWriter<T> writer =
                new ParquetWriter<>(new ParquetTable<>(name, stored, texts, null, GROUP_ROWS, PAGE_ROWS), out);
        writer.write(rows);
        writer.finish();
    }

    private static <T> ParquetColumn<T> column(TableColumn<T> column) {
        ObsCoreColumn.Type type = ObsCoreColumn.Type.INTEGER;
        if (column.type() == String.class) {
            type = ObsCoreColumn.Type.TEXT;
        } else if (column.type() == Double.class) {
            type = ObsCoreColumn.Type.REAL;
        }
        return new ParquetColumn<>(column.name(), type, false, column::value);
    }

    private static String votable(RowTable<?> table, ResultExtract result) throws IOException {
        StringWriter xml = new StringWriter();
        VoTableResultWriter.writeMetadata(table, result, xml);
        return xml.toString();
    }
}
