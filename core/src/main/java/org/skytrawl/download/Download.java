package org.skytrawl.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.run.Network;

/**
 * Gets the files of datasets: {@code Download.of(found.datasets()).into(Path.of("data")).await()}.
 *
 * <p>Each access URL is fetched once, links (DataLink 1.1) are followed to the dataset itself, what is there already is left
 * alone, and what an earlier run left in parts is gone on with. The folder's {@code manifest.jsonl} has a line for each
 * file of each dataset. Immutable and thread-safe.
 */
public final class Download {
    private final List<FoundDataset> datasets;
    private final List<DatasetCondition> conditions;
    private final DownloadOptions options;
    private final DownloadListener listener;
    private final @Nullable Network network;

    private Download(
            List<FoundDataset> datasets,
            List<DatasetCondition> conditions,
            DownloadOptions options,
            DownloadListener listener,
            @Nullable Network network) {
        this.datasets = List.copyOf(datasets);
        this.conditions = List.copyOf(conditions);
        this.options = options;
        this.listener = listener;
        this.network = network;
    }

    /** The files of these datasets, with {@link DownloadOptions#DEFAULTS}. */
    public static Download of(List<FoundDataset> datasets) {
        return new Download(datasets, List.of(), DownloadOptions.DEFAULTS, report -> {}, null);
    }

    /** The same, but only of datasets that meet all of these conditions. */
    public Download matching(List<DatasetCondition> all) {
        return new Download(datasets, all, options, listener, network);
    }

    public Download options(DownloadOptions how) {
        return new Download(datasets, conditions, how, listener, network);
    }

    public Download listener(DownloadListener told) {
        return new Download(datasets, conditions, options, told, network);
    }

    /** The same over the network of a client, not one of its own: for {@code Skytrawl.download}. */
    public Download over(Network ofClient) {
        return new Download(datasets, conditions, options, listener, ofClient);
    }

    /** What would be fetched; nobody is asked. */
    public DownloadPlan plan() {
        return DownloadPlan.of(datasets, conditions);
    }

    /**
     * Begins to fetch into a folder, which is made if there is none.
     *
     * @throws FolderException if it cannot be made or written, or another download works in it
     * @throws IllegalArgumentException if an environment variable names a proxy that cannot be used
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
        return DownloadRun.start(plan(), real, options, listener, network);
    }
}
