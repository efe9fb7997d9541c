package org.skytrawl.simvo.tap;

import static org.skytrawl.simvo.votable.VoTableWriter.escaped;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs in XML (UWS 1.1 appendix). */
final class JobXml {
    private static final String NAMESPACES = " xmlns:uws=\"http://www.ivoa.net/xml/UWS/v1.0\""
            + " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
            + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private JobXml() {}

    static String instant(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static String list(List<Job> jobs, String listUrl) {
        StringBuilder xml = new StringBuilder(HEAD);
        xml.append("<uws:jobs version=\"1.1\"").append(NAMESPACES).append(">\n");
        for (Job job : jobs) {
            Job.State state = job.state();
            String url = escaped(listUrl + "/" + job.id());
            xml.append("<uws:jobref id=\"" + job.id() + "\" xlink:href=\"" + url + "\" xlink:type=\"simple\">");
            element("phase", state.phase().name(), xml);
            element("runId", state.parameters().first("RUNID"), xml);
            element("creationTime", instant(job.created()), xml);
            xml.append("</uws:jobref>\n");
        }
        return xml.append("</uws:jobs>\n").toString();
    }

    static String job(Job job, String jobUrl) {
        Job.State state = job.state();
        StringBuilder xml = new StringBuilder(HEAD);
        xml.append("<uws:job version=\"1.1\"").append(NAMESPACES).append(">\n");
        element("jobId", job.id(), xml);
        element("runId", state.parameters().first("RUNID"), xml);
        elementOrNil("ownerId", null, xml);
        element("phase", state.phase().name(), xml);
        elementOrNil("quote", null, xml);
        element("creationTime", instant(job.created()), xml);
        elementOrNil("startTime", state.started(), xml);
        elementOrNil("endTime", state.ended(), xml);
        element("executionDuration", String.valueOf(state.seconds()), xml);
        element("destruction", instant(state.destruction()), xml);
        parameters(state.parameters(), "", xml);
        results(state, jobUrl, "", xml);
        TapError error = state.error();
        if (error != null) {
            xml.append("<uws:errorSummary type=\"fatal\" hasDetail=\"true\">");
            element("message", error.text(), xml);
            xml.append("</uws:errorSummary>\n");
        }
        return xml.append("</uws:job>\n").toString();
    }

    static String parameters(TapParameters parameters) {
        StringBuilder xml = new StringBuilder(HEAD);
        parameters(parameters, NAMESPACES, xml);
        return xml.toString();
    }

    private static void parameters(TapParameters parameters, String namespaces, StringBuilder xml) {
        xml.append("<uws:parameters").append(namespaces).append(">\n");
        parameters.values().forEach((name, values) -> {
            for (String value : values) {
                if (!name.equals("PHASE") && !name.equals("RUNID")) {
                    xml.append("<uws:parameter id=\"" + escaped(name) + "\">" + escaped(value) + "</uws:parameter>\n");
                }
            }
        });
        xml.append("</uws:parameters>\n");
    }

    static String results(Job.State state, String jobUrl) {
        StringBuilder xml = new StringBuilder(HEAD);
        results(state, jobUrl, NAMESPACES, xml);
        return xml.toString();
    }

    private static void results(Job.State state, String jobUrl, String namespaces, StringBuilder xml) {
        xml.append("<uws:results").append(namespaces).append(">\n");
        DaliAnswer answer = state.answer();
        if (answer != null) {
            xml.append("<uws:result id=\"result\" xlink:type=\"simple\" mime-type=\""
                    + answer.format().mediaType());
            xml.append("\" xlink:href=\"" + escaped(jobUrl + "/results/result") + "\"/>\n");
        }
        xml.append("</uws:results>\n");
    }

    private static void element(String name, @Nullable String content, StringBuilder xml) {
        if (content != null) {
            xml.append("<uws:" + name + ">" + escaped(content) + "</uws:" + name + ">\n");
        }
    }

    private static void elementOrNil(String name, @Nullable Instant content, StringBuilder xml) {
        if (content == null) {
            xml.append("<uws:" + name + " xsi:nil=\"true\"/>\n");
        } else {
            element(name, instant(content), xml);
        }
    }
}
