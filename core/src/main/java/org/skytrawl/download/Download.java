package org.skytrawl.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Connections;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Origin;
import org.skytrawl.run.Network;

/**
 * Downloads the files of datasets: {@code Download.of(found.datasets()).into(Path.of("data")).await()}.
 *
 * <p>Fetches each access URL once, follows links (DataLink 1.1) to the dataset itself, keeps complete files of earlier
 * runs and resumes partial ones. The folder's {@code manifest.jsonl} has a line for each file of each dataset.
 * Immutable and thread-safe.
 */
public final class Download {
    private final List<FoundDataset> datasets;
    private final List<DatasetCondition> conditions;
    private final DownloadOptions options;
    private final DownloadListener listener;
    private final @Nullable Network network;
    private final @Nullable Predicate<Origin> mayBePrivate;

    private Download(
            List<FoundDataset> datasets,
            List<DatasetCondition> conditions,
            DownloadOptions options,
            DownloadListener listener,
            @Nullable Network network,
            @Nullable Predicate<Origin> mayBePrivate) {
        this.datasets = List.copyOf(datasets);
        this.conditions = List.copyOf(conditions);
        this.options = options;
        this.listener = listener;
        this.network = network;
        this.mayBePrivate = mayBePrivate;
    }

    public static Download of(List<FoundDataset> datasets) {
        return new Download(datasets, List.of(), DownloadOptions.DEFAULTS, report -> {}, null, null);
    }

    /** Downloads only datasets that meet all of these conditions. */
    public Download matching(List<DatasetCondition> all) {
        return new Download(datasets, all, options, listener, network, mayBePrivate);
    }

    public Download options(DownloadOptions with) {
        return new Download(datasets, conditions, with, listener, network, mayBePrivate);
    }

    public Download listener(DownloadListener with) {
        return new Download(datasets, conditions, options, with, network, mayBePrivate);
    }

    /** Uses the connections of a client, not new ones: for {@code Skytrawl.download}. */
    public Download over(Connections ofClient) {
        return new Download(datasets, conditions, options, listener, (Network) ofClient, mayBePrivate);
    }

    /**
     * Says which services were on this machine or in a private network when they were queried: their datasets may be there too.
     * Without it those whose names lead there now.
     *
     * @param known such as {@code PrivateOrigins.of(log)}
     */
    public Download privateOrigins(Predicate<Origin> known) {
        return new Download(datasets, conditions, options, listener, network, known);
    }

    /** Makes the plan without any request. */
    public DownloadPlan plan() {
        return DownloadPlan.of(datasets, conditions);
    }

    /**
     * Starts the download into a folder, which is created if missing.
     *
     * @throws FolderException if the folder cannot be created or written, or another download uses it
     * @throws IllegalArgumentException if an environment variable names an unusable proxy
     */
    public DownloadRun into(Path folder) throws FolderException {
        Path real;
        try {
            Files.createDirectories(folder);
            real = folder.toRealPath();
            Files.delete(Files.createTempFile(real, ".skytrawl-", ".try"));
        } catch (IOException e) {
            throw new FolderException("cannot write into " + folder, e);
        }
        return DownloadRun.start(plan(), real, options, listener, network, mayBePrivate);
    }
}
