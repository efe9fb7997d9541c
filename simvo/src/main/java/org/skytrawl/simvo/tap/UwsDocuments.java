package org.skytrawl.simvo.tap;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.VoTableWriter;

/** Jobs as XML (UWS 1.1 section 3). */
final class UwsDocuments {
    private static final String NAMESPACES = " xmlns:uws=\"http://www.ivoa.net/xml/UWS/v1.0\""
            + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private UwsDocuments() {}

    /** In UTC, to the second, with Z. */
    static String moment(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** DALI 1.1 section 3.3.3: without a zone it is UTC. */
    static Instant moment(String text) {
        String bare = text.strip();
        return bare.endsWith("Z") || bare.matches(".*[+-]\\d\\d:\\d\\d")
                ? OffsetDateTime.parse(bare).toInstant()
                : LocalDateTime.parse(bare).toInstant(ZoneOffset.UTC);
    }

    static String list(String url, List<TapJob> jobs) {
        StringBuilder xml = new StringBuilder(XML + "<uws:jobs version=\"1.1\"" + NAMESPACES + ">\n");
        for (TapJob job : jobs) {
            xml.append("<uws:jobref id=\"" + job.id() + "\" xlink:href=\"" + url + "/" + job.id() + "\"><uws:phase>"
                    + job.phase() + "</uws:phase><uws:creationTime>" + moment(job.created())
                    + "</uws:creationTime></uws:jobref>\n");
        }
        return xml.append("</uws:jobs>\n").toString();
    }

    static String job(TapJob job, String url) {
        StringBuilder xml = new StringBuilder(XML + "<uws:job version=\"1.1\"" + NAMESPACES + ">\n");
        xml.append("<uws:jobId>" + job.id() + "</uws:jobId>\n<uws:ownerId xsi:nil=\"true\"/>\n<uws:phase>" + job.phase()
                + "</uws:phase>\n<uws:quote xsi:nil=\"true\"/>\n<uws:creationTime>" + moment(job.created())
                + "</uws:creationTime>\n");
        xml.append(time("startTime", job.started())).append(time("endTime", job.ended()));
        xml.append("<uws:executionDuration>" + job.executionDurationS() + "</uws:executionDuration>\n<uws:destruction>"
                + moment(job.destruction()) + "</uws:destruction>\n");
        xml.append(parameterList(job, "")).append(resultList(job, url, ""));
        if (job.phase() == TapJob.Phase.ERROR) {
            xml.append("<uws:errorSummary type=\"fatal\" hasDetail=\"true\"><uws:message>the query failed; see"
                    + " error</uws:message></uws:errorSummary>\n");
        }
        return xml.append("</uws:job>\n").toString();
    }

    private static String time(String name, @Nullable Instant at) {
        return at == null
                ? "<uws:" + name + " xsi:nil=\"true\"/>\n"
                : "<uws:" + name + ">" + moment(at) + "</uws:" + name + ">\n";
    }

    static String parameters(TapJob job) {
        return XML + parameterList(job, NAMESPACES);
    }

    private static String parameterList(TapJob job, String namespaces) {
        StringBuilder xml = new StringBuilder("<uws:parameters" + namespaces + ">\n");
        new TreeMap<>(job.parameters()).forEach((name, values) -> {
            for (String value : values) {
                xml.append("<uws:parameter id=\"" + VoTableWriter.escaped(name) + "\">" + VoTableWriter.escaped(value)
                        + "</uws:parameter>\n");
            }
        });
        return xml.append("</uws:parameters>\n").toString();
    }

    static String results(TapJob job) {
        return XML + resultList(job, "..", NAMESPACES);
    }

    private static String resultList(TapJob job, String url, String namespaces) {
        String result = job.phase() == TapJob.Phase.COMPLETED
                ? "<uws:result id=\"result\" xlink:href=\"" + url + "/" + job.id() + "/results/result\"/>\n"
                : "";
        return "<uws:results" + namespaces + ">\n" + result + "</uws:results>\n";
    }
}
