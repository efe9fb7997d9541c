package org.skytrawl.output;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.TargetPairs;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.provenance.HarvestRead;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.sky.Moc;
import uk.ac.starlink.votable.VOSerializer;

/** Metadata of a run: the question, times, version, registry, target, and whether anything is missing. */
final class RunInfos {
    /** Names as in the log; they may repeat. The text is the meaning; empty if the name says it. */
    record RunInfo(String name, String value, @Nullable String unit, String text) {}

    /** Begins the text of a status of a result of which only the first datasets are written. */
    static final String CUT = "only ";

    private static final int MOST_OF_MOC = 20_000;

    private final List<RunInfo> infos = new ArrayList<>();

    private RunInfos() {}

    static List<RunInfo> of(ResultExtract result) {
        RunInfos infos = new RunInfos();
        ProvenanceLog log = result.log();
        infos.status(result);
        for (ResultExtract.Restriction restriction : result.restrictions()) {
            infos.info(restriction.name(), restriction.value(), null, restriction.meaning());
        }
        for (ProvenanceEvent event : log.events()) {
            switch (event) {
                case ProvenanceEvent.RunStarted run -> infos.run(run);
                case ProvenanceEvent.RegistryRead registry -> infos.registry(registry);
                case ProvenanceEvent.ServiceSelected selected -> {}
                case ProvenanceEvent.ServiceStarted started -> {}
                case ProvenanceEvent.ServiceEnded ended -> {}
                case ProvenanceEvent.RunEnded ended -> infos.end(ended);
            }
        }
        infos.services(log);
        infos.pairs(result.allPairs());
        if (log.summary() == null) {
            infos.info("provisional", "true", null, "written before the run had ended: more may follow, and be merged");
        }
        return infos.infos;
    }

    /** For a client, rows cut off and rows never received are the same: only a result from which nothing is missing is OK. */
    private void status(ResultExtract result) {
        ProvenanceLog log = result.log();
        RunEnded summary = log.summary();
        long lost = log.services().stream()
                .filter(ended -> ended.outcome().isLoss())
                .count();
        String rows = result.allPairs() != null ? " pairs " : hasSeveralFormats(summary) ? " rows " : " datasets ";
        String missing = result.isCut()
                ? CUT + result.size() + " of the " + result.meeting() + rows
                        + (result.restrictions().isEmpty() ? "found" : "that meet the restrictions")
                        + " are in this file"
                : lost > 0
                        ? lost + (lost == 1 ? " service" : " services")
                                + " did not answer completely: datasets may be missing"
                        : summary == null || summary.cancelled()
                                ? "the run did not come to its end: datasets may be missing"
                                : askedNobody(log) ? "no service was queried: datasets may be missing" : "";
        info("QUERY_STATUS", missing.isEmpty() ? "OK" : "OVERFLOW", null, missing);
    }

    private static boolean hasSeveralFormats(@Nullable RunEnded summary) {
        return summary != null && summary.distinctDatasets() != summary.datasets();
    }

    /** Not if their coverage excludes all services, or others give the same: then nothing is missing. */
    private static boolean askedNobody(ProvenanceLog log) {
        return log.services().stream()
                .map(ProvenanceEvent.ServiceEnded::outcome)
                .allMatch(ServiceOutcome.Skipped.class::isInstance);
    }

    /** Writes the items as INFO elements (VOTable 1.4 section 3.5). */
    static void write(ResultExtract result, Writer out) throws IOException {
        for (RunInfo info : of(result)) {
            out.write("<INFO");
            out.write(VOSerializer.formatAttribute("name", info.name));
            out.write(VOSerializer.formatAttribute("value", info.value));
            if (info.unit != null) {
                out.write(VOSerializer.formatAttribute("unit", info.unit));
            }
            out.write(info.text.isEmpty() ? "/>\n" : ">" + VOSerializer.formatText(info.text) + "</INFO>\n");
        }
    }

    private void run(ProvenanceEvent.RunStarted run) {
        info("skytrawl_version", run.version(), null, "");
        info("run_id", run.id(), null, "identifies the run; its log has the same");
        info("run_started", run.time().toString(), null, "");
        infos.addAll(question(run));
        context(run.context());
    }

    /** The constraints of a run. */
    static List<RunInfo> question(ProvenanceEvent.RunStarted run) {
        RunInfos infos = new RunInfos();
        infos.constraints(run);
        return infos.infos;
    }

    private void constraints(ProvenanceEvent.RunStarted run) {
        Question question = run.constraints();
        Region region = question.region();
        switch (region) {
            case Cone cone ->
                info("cone", cone.text(), "deg", "ICRS right ascension, declination and radius that datasets overlap");
            case PolygonRegion polygon ->
                info(
                        "polygon",
                        polygon.text(),
                        "deg",
                        "ICRS right ascensions and declinations of the vertices of the polygon that datasets overlap");
            case MocRegion moc -> moc(moc.cover());
            case TargetRegion targets ->
                info("targets", targets.text(), null, "number of targets in the list that was asked for");
            case null -> {}
        }
        if (question.wavelengthM() != null) {
            info("wavelength", ends(question.wavelengthM()), "m", "vacuum wavelengths that datasets overlap");
        }
        if (question.mjd() != null) {
            info("time", ends(question.mjd()), "d", "MJD (UTC) that datasets overlap");
        }
        if (!question.productTypes().isEmpty()) {
            info("product_types", String.join(" ", question.productTypes()), null, "");
        }
        String inclusive = Boolean.toString(run.options().inclusive());
        info("inclusive", inclusive, null, "whether missing metadata counts as a match");
    }

    /** Readers of XML bound the length of attributes: a long MOC is replaced by a coarser one, under another name. */
    private void moc(Moc moc) {
        String ascii = moc.toAscii(MOST_OF_MOC);
        if (ascii != null) {
            info("moc", ascii, null, "MOC (ICRS) that datasets overlap");
            return;
        }
        Moc around = moc.shortened(MOST_OF_MOC);
        info(
                "moc_around",
                around.toAscii(),
                null,
                "MOC (ICRS) of order " + around.order() + " around the one of order " + moc.order()
                        + " that datasets overlap, which is too long to be written here; the log of the run has it");
    }

    private void context(RunContext context) {
        if (context.target() != null) {
            ResolvedTarget target = context.target();
            info("target", target.name(), null, "the name given");
            String position = target.raDeg() + " " + target.decDeg();
            info("target_position", position, "deg", "ICRS right ascension and declination of that name");
            String source = target.source().isEmpty() ? "" : "from " + target.source() + ", ";
            info("target_resolver", target.service(), null, source + "answered " + target.answered());
        }
        if (context.earlier() != null) {
            RunContext.EarlierRun earlier = context.earlier();
            info(
                    earlier.how().name().toLowerCase(Locale.ROOT) + "_of",
                    earlier.id(),
                    null,
                    "the run of " + earlier.started() + ", read from its log " + earlier.log());
        }
    }

    private void registry(ProvenanceEvent.RegistryRead registry) {
        info("registry", registry.source(), null, registry.candidates() + " candidate services come from here");
        if (registry.fetched() != null) {
            long ageS = Duration.between(registry.fetched(), registry.time()).toSeconds();
            info("registry_fetched", registry.fetched().toString(), null, "");
            String stale = registry.stale() ? "older than wanted: no registry could be reached" : "";
            info("registry_age", Long.toString(ageS), "s", stale);
        }
        HarvestRead harvest = registry.harvest();
        if (harvest != null) {
            info("harvest", harvest.folder(), null, harvest.rows() + " rows, read instead of asking their services");
            if (harvest.pages().oldest() != null && harvest.pages().newest() != null) {
                info("harvest_oldest", harvest.pages().oldest().toString(), null, "time of its oldest rows");
                info("harvest_newest", harvest.pages().newest().toString(), null, "time of its newest rows");
            }
        }
        for (String tried : registry.tried()) {
            info("registry_passed_over", tried, null, "");
        }
        for (String note : registry.notes()) {
            info("registry_note", note, null, "");
        }
    }

    private void end(ProvenanceEvent.RunEnded ended) {
        info("run_ended", ended.time().toString(), null, "");
        info("records", Long.toString(ended.records()), null, "before merging");
        if (hasSeveralFormats(ended)) {
            String rows = "of the " + ended.datasets() + " rows found: a dataset in several formats has a row for each";
            info("distinct_datasets", Long.toString(ended.distinctDatasets()), null, rows);
        }
        if (ended.cancelled()) {
            info("cancelled", "true", null, "the run was cancelled: datasets may be missing");
        }
    }

    private void pairs(@Nullable TargetPairs pairs) {
        if (pairs != null) {
            int found = pairs.distinctTargets();
            info(
                    "pairs",
                    Integer.toString(pairs.size()),
                    null,
                    "of target and dataset that the run found: " + found + " of "
                            + pairs.targets().size() + " targets have datasets");
        }
    }

    private void services(ProvenanceLog log) {
        int selected = 0;
        int lost = 0;
        for (ProvenanceEvent.ServiceEnded ended : log.services()) {
            boolean isLoss = ended.outcome().isLoss();
            lost += isLoss ? 1 : 0;
            selected += isLoss || ended.outcome() instanceof ServiceOutcome.Answered ? 1 : 0;
        }
        String text = selected == 0
                ? "no service was queried"
                : lost == 0
                        ? (selected == 1 ? "the one service" : "all " + selected + " services") + " answered completely"
                        : "of " + selected + (selected == 1 ? " service" : " services")
                                + " did not answer completely, so datasets may be missing;"
                                + " the table of services says which and why";
        info("services_incomplete", Integer.toString(lost), null, text);
    }

    private static String ends(Interval interval) {
        return end(interval.lo()) + " " + end(interval.hi());
    }

    /** Infinity as in VOTable 1.4 section 6. */
    private static String end(double value) {
        return Double.isInfinite(value) ? value > 0 ? "+Inf" : "-Inf" : Double.toString(value);
    }

    private void info(String name, String value, @Nullable String unit, String text) {
        infos.add(new RunInfo(name, CellText.clean(value), unit, CellText.clean(text)));
    }
}
