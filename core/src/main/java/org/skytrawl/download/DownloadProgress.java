package org.skytrawl.download;

/** Progress of a download. */
public record DownloadProgress(Files files, Bytes bytes) {
    /**
     * Numbers of files.
     *
     * @param known files so far: links may lead to more
     * @param ended files with a known outcome
     * @param there complete files, from this run or an earlier one
     * @param running files in transfer
     * @param unknownSizes files not yet started without a size in their records
     */
    public record Files(int known, int ended, int there, int running, int unknownSizes) {}

    /**
     * Numbers of bytes.
     *
     * @param done bytes in the folder, of whole files and of parts
     * @param fetched bytes received in this run
     * @param expected bytes at the end, as far as sizes are known
     */
    public record Bytes(long done, long fetched, long expected) {}
}
