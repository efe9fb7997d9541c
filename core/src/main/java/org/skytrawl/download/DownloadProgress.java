package org.skytrawl.download;

/**
 * How far a download has come.
 *
 * @param files how many files there are, as far as is known: links may lead to more
 * @param ended how many of them are dealt with
 * @param there how many of those are there, from now or from before
 * @param running how many are coming just now
 * @param doneBytes bytes that are there, of whole files and of parts
 * @param fetchedBytes bytes that came over the network in this run
 * @param expectedBytes bytes that there will be, as far as sizes are known
 * @param unknownSizes how many of the files not yet begun have no size in their records
 */
public record DownloadProgress(
        int files,
        int ended,
        int there,
        int running,
        long doneBytes,
        long fetchedBytes,
        long expectedBytes,
        int unknownSizes) {}
