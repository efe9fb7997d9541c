package org.skytrawl.download;

/**
 * Progress of a download.
 *
 * @param files number of files so far: links may lead to more
 * @param ended number of files with a known outcome
 * @param there number of complete files, from this run or an earlier one
 * @param running number of files in transfer
 * @param doneBytes bytes in the folder, of whole files and of parts
 * @param fetchedBytes bytes received in this run
 * @param expectedBytes bytes at the end, as far as sizes are known
 * @param unknownSizes number of files not yet started without a size in their records
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
