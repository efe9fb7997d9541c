package org.skytrawl.server.question;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.FileTrouble;
import org.skytrawl.region.GivenRegion;
import org.skytrawl.region.ImageOutline;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.question.Uploads.Upload;
import org.skytrawl.targets.ReadTargets;
import org.skytrawl.targets.TargetFile;
import org.skytrawl.targets.TargetFileException;
import org.skytrawl.targets.TargetFileOptions;

/** Reads regions and target lists of files that were sent. Keeps the last ones: a page asks the same again and again. Thread-safe. */
final class SentRegions {
    /** A list of a million targets has some 70 MB. */
    private static final int MOST_KEPT = 3;

    private static final long MOST_BYTES_UNPACKED = 256L << 20;

    /** Files of 64 MiB become objects several times as large. */
    private static final int READ_AT_ONCE = 2;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Uploads uploads;

    /** By what was asked for; the oldest first. */
    private final Map<String, Object> kept = new LinkedHashMap<>();

    private final Semaphore reading = new Semaphore(READ_AT_ONCE, true);

    /**
     * What a parameter gave.
     *
     * @param name the user's name of the file; empty if it was none
     * @param names the user's names of files, by what parameters call them
     */
    record Sent<T>(T value, String name, Map<String, String> names) {}

    interface Reader<T> {
        T read() throws IOException;
    }

    SentRegions(Uploads uploads) {
        this.uploads = uploads;
    }

    /** The region of {@code moc} or {@code footprint}. */
    Sent<GivenRegion> region(GivenParameters given) throws InterruptedException {
        Double probability = given.read("probability", GivenRegion::probability);
        String moc = given.text("moc");
        if (moc == null) {
            return image(String.valueOf(given.text("footprint")));
        }
        if (moc.startsWith(Uploads.PREFIX)) {
            Upload upload = uploads.get(moc.strip(), "moc");
            GivenRegion region = read(
                    "moc",
                    upload,
                    "moc " + upload.id() + " " + upload.name() + " " + probability,
                    () -> GivenRegion.ofMocFile(upload.file(), upload.name(), probability));
            return new Sent<>(region, upload.name(), Map.of(upload.parameter(), upload.name()));
        }
        if (probability != null) {
            throw GivenParameters.wrong("probability", "needs the file of a probability map as moc");
        }
        try {
            return new Sent<>(GivenRegion.ofMocText(moc), "", Map.of());
        } catch (IllegalArgumentException e) {
            throw GivenParameters.wrong("moc", String.valueOf(e.getMessage()));
        }
    }

    private Sent<GivenRegion> image(String footprint) throws InterruptedException {
        int hash = footprint.indexOf('#');
        String parameter = (hash < 0 ? footprint : footprint.substring(0, hash)).strip();
        String hdu = hash < 0 ? "" : footprint.substring(hash + 1).strip();
        if (hash >= 0 && (hdu.isEmpty() || hdu.length() > 5 || !hdu.chars().allMatch(c -> c >= '0' && c <= '9'))) {
            throw GivenParameters.wrong(
                    "footprint", "after # there must be the number of an HDU, 0 for the primary one");
        }
        Upload upload = upload("footprint", parameter);
        String shown = upload.name() + (hash < 0 ? "" : "#" + hdu);
        GivenRegion region = read(
                "footprint",
                upload,
                "footprint " + upload.id() + " " + shown,
                () -> GivenRegion.ofImage(
                        hash < 0
                                ? ImageOutline.of(upload.file())
                                : ImageOutline.of(upload.file(), Integer.parseInt(hdu)),
                        shown));
        return new Sent<>(region, shown, Map.of(upload.parameter(), upload.name()));
    }

    /** The list of {@code targets}. */
    Sent<ReadTargets> targets(GivenParameters given, @Nullable Double radiusDeg) throws InterruptedException {
        Upload upload = upload("targets", String.valueOf(given.text("targets")).strip());
        TargetFileOptions options =
                radiusDeg == null ? TargetFileOptions.DEFAULTS : TargetFileOptions.DEFAULTS.withRadiusDeg(radiusDeg);
        ReadTargets list =
                read("targets", upload, "targets " + upload.id() + " " + upload.name() + " " + radiusDeg, () -> {
                    try (InputStream in = Files.newInputStream(upload.file())) {
                        return TargetFile.read(upload.name(), in, options, MOST_BYTES_UNPACKED);
                    } catch (TargetFileException e) {
                        String why = String.valueOf(e.getMessage());
                        throw new IllegalArgumentException(
                                why + (why.contains("no radius is given") ? " (radius)" : ""), e);
                    }
                });
        return new Sent<>(list, upload.name(), Map.of(upload.parameter(), upload.name()));
    }

    private Upload upload(String field, String parameter) {
        if (!parameter.startsWith(Uploads.PREFIX)) {
            throw GivenParameters.wrong(
                    field,
                    "send the file before, by POST /api/files"
                            + (field.equals("targets") ? ", or give circles: RA,DEC,RADIUS RA,DEC,RADIUS" : ""));
        }
        return uploads.get(parameter, field);
    }

    /**
     * Reads once, few files at a time.
     *
     * @throws ApiException 429 if others are read for long
     */
    <T> T read(String field, Upload upload, String key, Reader<T> reader) throws InterruptedException {
        T known = known(key);
        if (known != null) {
            return known;
        }
        if (!reading.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
            throw ApiException.later(
                    "too_many_requests", "other files are being read; try again in a moment", Duration.ofSeconds(5));
        }
        try {
            T meanwhile = known(key);
            return meanwhile == null ? readNow(field, upload, key, reader) : meanwhile;
        } finally {
            reading.release();
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private <T> @Nullable T known(String key) {
        synchronized (kept) {
            return (T) kept.get(key);
        }
    }

    /** The errors of the readers name the file by its path here. */
    private <T> T readNow(String field, Upload upload, String key, Reader<T> reader) {
        T value;
        try {
            value = reader.read();
        } catch (IllegalArgumentException e) {
            throw GivenParameters.wrong(
                    field, String.valueOf(e.getMessage()).replace(upload.file().toString(), upload.name()));
        } catch (IOException e) {
            throw new ApiException(500, "fault", upload.name() + " cannot be read: " + FileTrouble.of(e), field);
        }
        synchronized (kept) {
            kept.put(key, value);
            if (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return value;
    }
}
