package org.skytrawl.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** The footer of a written file, for summary files. Kept packed: 100 to 300 bytes for each column of a row group. */
public final class ParquetFooter {
    private final byte[] packed;

    ParquetFooter(FileMetaData footer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, bytes);
        this.packed = bytes.toByteArray();
    }

    FileMetaData unpacked() throws IOException {
        return Util.readFileMetaData(new ByteArrayInputStream(packed));
    }
}
