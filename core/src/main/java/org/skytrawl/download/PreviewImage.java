package org.skytrawl.download;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.download.PreviewException.Why;
import org.skytrawl.model.AccessFormat;
import org.skytrawl.model.Connections;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.PrivateOrigins;
import org.skytrawl.run.Network;

/**
 * A small image of a dataset: JPEG, PNG, GIF or WebP by its first bytes, at most 10 MB. SVG and web pages are none, as
 * browsers run their scripts.
 *
 * @param mediaType by the first bytes, not as the server calls it
 */
@SuppressWarnings("ArrayRecordComponent")
public record PreviewImage(byte[] bytes, String mediaType) {
    private static final int MOST_BYTES = 10_000_000;
    private static final long MOST_LINKS_BYTES = 1 << 24;
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    /** Whether a row has an image, or links that may have one. */
    public static boolean isOffered(FoundDataset row) {
        return isImage(row) || (url(row) != null && kind(row).equals(AccessFormat.DATALINK));
    }

    /** Whether a row is an image by its {@code access_format}. */
    public static boolean isImage(FoundDataset row) {
        return url(row) != null && IMAGES.contains(kind(row));
    }

    /**
     * Fetches it; blocks. From public addresses only, unless the service of the row was in a private network too.
     *
     * @param rows of one dataset, with its formats; the first image counts, else the first links
     * @param mayBePrivate whether the service of a row was in a private network, such as {@link PrivateOrigins}
     * @param limit for all requests together
     */
    public static PreviewImage fetch(
            List<FoundDataset> rows, Predicate<Origin> mayBePrivate, Connections ofClient, Duration limit)
            throws PreviewException {
        HttpFetcher fetcher = ((Network) ofClient).http();
        Deadline end = Deadline.after(limit);
        try {
            for (FoundDataset row : rows) {
                String url = url(row);
                if (url != null && IMAGES.contains(kind(row))) {
                    return new Fetch(fetcher, mayBePrivate.test(row.origin()), end).image(url);
                }
            }
            for (FoundDataset row : rows) {
                String url = url(row);
                if (url != null && kind(row).equals(AccessFormat.DATALINK)) {
                    Fetch fetch = new Fetch(fetcher, mayBePrivate.test(row.origin()), end);
                    return fetch.image(fetch.linked(url));
                }
            }
        } catch (FetchException | StoppedException | IOException e) {
            throw new PreviewException(Why.NOT_FETCHED, PlainText.of(e.getMessage(), 300));
        }
        throw new PreviewException(Why.NONE, "no row of this dataset is an image or has links");
    }

    private static String kind(FoundDataset row) {
        AccessFormat format = AccessFormat.of(row.record().text(ObsCoreColumn.access_format));
        return format == null ? "" : format.kind();
    }

    private static @Nullable String url(FoundDataset row) {
        String url = row.record().text(ObsCoreColumn.access_url);
        String scheme = url == null ? "" : OutsideText.scheme(url.strip()).toLowerCase(Locale.ROOT);
        return url != null && (scheme.equals("http") || scheme.equals("https")) ? url.strip() : null;
    }

    /** The media type by the first bytes; null if it is no image of a known kind. */
    static @Nullable String mediaTypeOf(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        return switch (ContentKind.of(bytes)) {
            case JPEG -> "image/jpeg";
            case PNG -> "image/png";
            case GIF -> "image/gif";
            default -> null;
        };
    }

    private record Fetch(HttpFetcher fetcher, boolean mayBePrivate, Deadline end) {
        PreviewImage image(String url) throws PreviewException, FetchException, StoppedException, IOException {
            try (FetchAnswer answer = answer(url, MOST_BYTES)) {
                byte[] bytes = answer.body().readAllBytes();
                String mediaType = mediaTypeOf(bytes);
                if (mediaType == null) {
                    throw new PreviewException(
                            Why.NO_IMAGE,
                            "what came from " + OutsideText.host(answer.finalUrl()) + " is "
                                    + ContentKind.of(bytes).words() + ", not a JPEG, PNG, GIF or WebP image");
                }
                return new PreviewImage(bytes, mediaType);
            }
        }

        /** The URL of the preview in a links document. */
        String linked(String url) throws PreviewException, FetchException, StoppedException, IOException {
            try (FetchAnswer answer = answer(url, MOST_LINKS_BYTES)) {
                return PreviewLinks.read(new BufferedInputStream(answer.body()));
            }
        }

        private FetchAnswer answer(String url, long mostBytes) throws FetchException, StoppedException {
            FetchRequest request = FetchRequest.get(url).atMostBytes(mostBytes).allowingPrivateAddresses(mayBePrivate);
            FetchAnswer answer = fetcher.fetch(request, new FetchContext(end, new Cancellation()));
            if (answer.status() != 200 && answer.status() != 203) {
                int status = answer.status();
                answer.close();
                throw new FetchException(
                        FailureCode.HTTP_STATUS, OutsideText.host(url) + " answered with HTTP " + status, status, null);
            }
            return answer;
        }
    }
}
