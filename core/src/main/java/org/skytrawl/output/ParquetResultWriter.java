package org.skytrawl.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.LogicalTypes;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * Writes Parquet 1: the datasets as columns of text, 64 bit integers and doubles, each with nulls, in row groups of gzipped
 * pages without dictionaries, which every reader knows. The metadata of the columns and of the run stand in the footer twice:
 * as a VOTable without data, where TOPCAT looks (VOParquet 1.0), and as the header of an ECSV, where astropy does. A column of a
 * row group is in memory at a time (docs/adr/0013-parquet.md).
 */
final class ParquetResultWriter implements ResultWriter {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int GROUP_ROWS = 100_000;

    @Override
    public void write(List<FoundDataset> datasets, ProvenanceLog log, ColumnChoice choice, OutputStream out)
            throws IOException {
        List<TableColumn<FoundDataset>> columns = DatasetColumns.of(datasets, choice);
        CountedOutput counted = new CountedOutput(new BufferedOutputStream(out, 1 << 16));
        counted.write(MAGIC);
        List<RowGroup> groups = new ArrayList<>();
        for (int from = 0; from < datasets.size(); from += GROUP_ROWS) {
            List<FoundDataset> rows = datasets.subList(from, Math.min(datasets.size(), from + GROUP_ROWS));
            List<ColumnChunk> chunks = new ArrayList<>();
            long bytes = 0;
            for (TableColumn<FoundDataset> column : columns) {
                ColumnChunk chunk = ParquetChunk.write(column, rows, counted);
                bytes += chunk.getMeta_data().getTotal_uncompressed_size();
                chunks.add(chunk);
            }
            groups.add(new RowGroup(chunks, bytes, rows.size()));
        }
        FileMetaData footer = new FileMetaData(1, schema(columns), datasets.size(), groups);
        footer.setCreated_by("skytrawl");
        List<RunInfos.RunInfo> infos = RunInfos.of(log, datasets.size());
        footer.setKey_value_metadata(List.of(
                new KeyValue("IVOA.VOTable-Parquet.version").setValue("1.0"),
                new KeyValue("IVOA.VOTable-Parquet.content").setValue(votable(datasets, columns, log)),
                new KeyValue("table_meta_yaml").setValue(EcsvHeader.yaml(columns, infos))));
        long start = counted.count();
        Util.writeFileMetaData(footer, counted);
        ParquetChunk.int32(counted, Math.toIntExact(counted.count() - start));
        counted.write(MAGIC);
        counted.flush();
    }

    private static List<SchemaElement> schema(List<? extends TableColumn<?>> columns) {
        List<SchemaElement> schema = new ArrayList<>();
        schema.add(new SchemaElement("datasets").setNum_children(columns.size()));
        for (TableColumn<?> column : columns) {
            SchemaElement element = new SchemaElement(column.name());
            element.setType(ParquetChunk.type(column));
            element.setRepetition_type(FieldRepetitionType.OPTIONAL);
            if (column.type() == String.class) {
                element.setConverted_type(org.apache.parquet.format.ConvertedType.UTF8);
                element.setLogicalType(LogicalTypes.UTF8);
            }
            schema.add(element);
        }
        return schema;
    }

    private static String votable(
            List<FoundDataset> datasets, List<TableColumn<FoundDataset>> columns, ProvenanceLog log)
            throws IOException {
        StringWriter xml = new StringWriter();
        VoTableResultWriter.writeMetadata(new RowTable<>("datasets", datasets, columns), log, xml);
        return xml.toString();
    }
}
