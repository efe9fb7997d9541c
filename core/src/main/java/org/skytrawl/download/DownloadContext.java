package org.skytrawl.download;

import java.nio.file.Path;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HostHealth;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.HttpFetcher;

/**
 * What all files of a run share.
 *
 * @param urls lets one at a time have a URL: links of several datasets may lead to one file
 */
record DownloadContext(
        HttpFetcher fetcher,
        DownloadOptions options,
        Path folder,
        Names names,
        ManifestRecorder ledger,
        HostLimiter limiter,
        HostLimiter urls,
        HostHealth health,
        Deadline end,
        Cancellation cancellation,
        Meter meter,
        DownloadTally tally) {}
