package org.skytrawl.harvest.state;

/**
 * A program that writes a service of a harvest whose lock another program holds, because it has the lease of its host.
 *
 * <p>It may lose the lease at any moment, even right after the check. So its lines in journals and its pages have its number: a line
 * that comes after one of a higher number does not count, and two writers never use one name of a page.
 *
 * @param number rises from writer to writer of the service; at least 1
 * @param check is called before each change of a file; it throws an exception if the lease is lost
 */
public record LeasedWriter(long number, Runnable check) {
    private static final String MARK = "-w";
    private static final String PAGE = ".parquet";
    private static final int MOST_DIGITS = 18;

    public LeasedWriter {
        if (number < 1) {
            throw new IllegalArgumentException("a writer has a number from 1 on, not " + number);
        }
    }

    /** The name of a page of this writer. */
    String named(String page) {
        return page.substring(0, page.length() - PAGE.length()) + MARK + number + PAGE;
    }

    /** The number of the writer of a page; 0 if it was the holder of the lock. */
    static long of(String page) {
        int mark = page.lastIndexOf(MARK);
        if (mark < 0 || !page.endsWith(PAGE)) {
            return 0;
        }
        String digits = page.substring(mark + MARK.length(), page.length() - PAGE.length());
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(digits) : 0;
    }
}
