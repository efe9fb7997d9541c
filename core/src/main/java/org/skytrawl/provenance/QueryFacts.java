package org.skytrawl.provenance;

import org.jspecify.annotations.Nullable;

/**
 * What was measured while one service was asked.
 *
 * @param query what it was asked: the whole URL, for ObsTAP the ADQL
 * @param form which form of the query answered, or null if there is only one
 * @param attempts how often it was asked
 * @param records records kept
 * @param filtered records dropped because they are known not to match
 * @param unknown records dropped because they lack the metadata to tell
 * @param badCells cells that could not be read, and count as null
 * @param badRows rows that could not be read, and were dropped
 * @param oddUrls records kept whose access URL is none of http, https and ftp; it is kept as data and never followed
 * @param extraColumns columns of the answer that are not ObsCore's and were left out
 * @param bytes decoded bytes read
 * @param seconds time from its first attempt to its last row
 */
public record QueryFacts(
        String query,
        @Nullable String form,
        int attempts,
        long records,
        long filtered,
        long unknown,
        long badCells,
        long badRows,
        long oddUrls,
        int extraColumns,
        long bytes,
        double seconds) {}
