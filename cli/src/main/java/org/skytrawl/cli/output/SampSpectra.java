package org.skytrawl.cli.output;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.astrogrid.samp.Message;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.DatasetCount;
import org.skytrawl.model.AccessFormat;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.ShownUrl;

/**
 * The single spectra of a result as messages {@code spectrum.load.ssa-generic}: each with the URL of its best format, and what is
 * known of it by SSA's utypes (SSA 1.1 section 4.2). The tool fetches the spectrum itself.
 *
 * @param messages the first spectra in the order of the result, at most {@link #MOST}
 * @param more further spectra that could be sent
 * @param withoutData spectra with nothing to load: only previews, links documents, or no http or https URL
 */
public record SampSpectra(List<Message> messages, int more, int withoutData) {
    static final String MTYPE = "spectrum.load.ssa-generic";

    /** A tool opens a plot for each. */
    static final int MOST = 20;

    private static final int TEXT = 200;
    private static final Set<String> TYPES = ProductTypes.withNarrower(Set.of("spectrum", "sed"));

    public SampSpectra {
        messages = List.copyOf(messages);
    }

    /** @param rows in the order in which they are to be sent */
    public static SampSpectra of(List<FoundDataset> rows) {
        List<FoundDataset> spectra =
                rows.stream().filter(SampSpectra::isSpectrum).toList();
        int[] firsts = DatasetCount.firstRows(spectra);
        Map<Integer, ObsCoreRecord> bestOfDataset = new LinkedHashMap<>();
        int datasets = 0;
        for (int i = 0; i < firsts.length; i++) {
            datasets += firsts[i] == i ? 1 : 0;
            ObsCoreRecord record = spectra.get(i).record();
            if (rank(record) > 0) {
                bestOfDataset.merge(firsts[i], record, (one, other) -> rank(other) > rank(one) ? other : one);
            }
        }
        List<Message> messages = bestOfDataset.values().stream()
                .limit(MOST)
                .map(SampSpectra::message)
                .toList();
        return new SampSpectra(messages, bestOfDataset.size() - messages.size(), datasets - bestOfDataset.size());
    }

    /** What was left out, and how to send other ones. */
    public List<String> leftOut() {
        List<String> lines = new ArrayList<>();
        if (messages.isEmpty() && withoutData == 0) {
            lines.add("not sent: no dataset is a spectrum (dataproduct_type spectrum or sed)");
        }
        if (withoutData > 0) {
            lines.add("not sent: " + count(withoutData) + " without data to load: only previews or links");
        }
        if (more > 0) {
            lines.add("not sent: " + count(more) + " more, as --send-spectra sends " + MOST
                    + " at most; choose with --match and --sort, or send the table with --send");
        }
        return lines;
    }

    static String count(long spectra) {
        return spectra == 1 ? "1 spectrum" : spectra + " spectra";
    }

    private static boolean isSpectrum(FoundDataset row) {
        String type = row.record().text(ObsCoreColumn.dataproduct_type);
        return type != null && TYPES.contains(type.strip().toLowerCase(Locale.ROOT));
    }

    /** The larger, the better a tool can load it; 0 for what it cannot. */
    private static int rank(ObsCoreRecord record) {
        String url = record.text(ObsCoreColumn.access_url);
        if (url == null || !url.strip().toLowerCase(Locale.ROOT).matches("(?s)https?://[^/].*")) {
            return 0;
        }
        AccessFormat format = AccessFormat.of(record.text(ObsCoreColumn.access_format));
        if (format == null) {
            return 1;
        }
        if (format.isVotable()) {
            // says by itself what its columns are
            return 4;
        }
        if (format.isFits()) {
            return 3;
        }
        boolean isForPeople = format.isDatalink()
                || format.kind().startsWith("image/")
                || Set.of("text/html", "application/xhtml+xml", "application/pdf", "application/postscript")
                        .contains(format.kind());
        return isForPeople ? 0 : 2;
    }

    private static Message message(ObsCoreRecord record) {
        String url = url(String.valueOf(record.text(ObsCoreColumn.access_url)));
        Map<String, String> meta = new LinkedHashMap<>();
        meta.put("Access.Reference", url);
        put(meta, "Access.Format", format(record));
        put(meta, "Access.Size", number(record, ObsCoreColumn.access_estsize));
        put(meta, "Dataset.Type", record.text(ObsCoreColumn.dataproduct_type));
        put(meta, "DataID.Title", record.text(ObsCoreColumn.obs_title));
        put(meta, "DataID.Collection", record.text(ObsCoreColumn.obs_collection));
        put(meta, "DataID.CreatorDID", record.text(ObsCoreColumn.obs_creator_did));
        put(meta, "DataID.Instrument", record.text(ObsCoreColumn.instrument_name));
        put(meta, "Curation.PublisherDID", record.text(ObsCoreColumn.obs_publisher_did));
        put(meta, "Target.Name", record.text(ObsCoreColumn.target_name));
        String ra = number(record, ObsCoreColumn.s_ra);
        String dec = number(record, ObsCoreColumn.s_dec);
        put(meta, "Char.SpatialAxis.Coverage.Location.Value", ra == null || dec == null ? null : ra + " " + dec);
        put(meta, "Char.SpatialAxis.Coverage.Bounds.Extent", number(record, ObsCoreColumn.s_fov));
        put(meta, "Char.SpectralAxis.Coverage.Bounds.Start", number(record, ObsCoreColumn.em_min));
        put(meta, "Char.SpectralAxis.Coverage.Bounds.Stop", number(record, ObsCoreColumn.em_max));
        put(meta, "Char.TimeAxis.Coverage.Bounds.Start", number(record, ObsCoreColumn.t_min));
        put(meta, "Char.TimeAxis.Coverage.Bounds.Stop", number(record, ObsCoreColumn.t_max));
        Message message = new Message(MTYPE);
        message.addParam("url", url);
        message.addParam("meta", meta);
        message.addParam("spectrum-id", url);
        message.addParam("name", name(record));
        return message;
    }

    /** In the spelling that tools compare with. */
    private static @Nullable String format(ObsCoreRecord record) {
        AccessFormat format = AccessFormat.of(record.text(ObsCoreColumn.access_format));
        return format == null
                ? null
                : format.isFits()
                        ? "application/fits"
                        : format.isVotable() ? "application/x-votable+xml" : format.text();
    }

    private static String name(ObsCoreRecord record) {
        for (ObsCoreColumn column : List.of(
                ObsCoreColumn.obs_title,
                ObsCoreColumn.target_name,
                ObsCoreColumn.obs_publisher_did,
                ObsCoreColumn.access_url)) {
            String text = text(record.text(column));
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "spectrum";
    }

    private static void put(Map<String, String> meta, String utype, @Nullable String value) {
        String text = text(value);
        if (!text.isEmpty()) {
            meta.put(utype, text);
        }
    }

    private static @Nullable String number(ObsCoreRecord record, ObsCoreColumn column) {
        double value = record.number(column);
        return Double.isFinite(value) ? Double.toString(value) : null;
    }

    /** Texts in SAMP are ASCII (SAMP 1.3 section 3.3). */
    private static String text(@Nullable String value) {
        return value == null
                ? ""
                : PlainText.of(value, TEXT).replaceAll("[^ -~]", "?").strip();
    }

    /** Without user name and password, and in ASCII. */
    private static String url(String access) {
        StringBuilder url = new StringBuilder();
        for (byte each : ShownUrl.withoutUser(access.strip()).getBytes(StandardCharsets.UTF_8)) {
            if (each > ' ' && each < 0x7f) {
                url.append((char) each);
            } else {
                url.append(String.format(Locale.ROOT, "%%%02X", each & 0xff));
            }
        }
        return url.toString();
    }
}
