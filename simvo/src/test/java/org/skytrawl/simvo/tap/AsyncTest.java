package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;

class AsyncTest {
    private static final String SLOW =
            "SELECT COUNT(*) FROM ivoa.obscore a, ivoa.obscore b, ivoa.obscore c, ivoa.obscore d,"
                    + " ivoa.obscore e, ivoa.obscore f, ivoa.obscore g, ivoa.obscore h";
    private static SmallTap tap;

    @BeforeAll
    static void open() {
        tap = new SmallTap();
    }

    @AfterAll
    static void close() {
        tap.close();
    }

    private static String job(String adql, String... parameters) {
        String[] all = new String[4 + parameters.length];
        System.arraycopy(new String[] {"LANG", "ADQL", "QUERY", adql}, 0, all, 0, 4);
        System.arraycopy(parameters, 0, all, 4, parameters.length);
        Asked answer = Asked.to(tap.obscore, "POST", "/tap/async", all);
        assertThat(answer.status()).isEqualTo(303);
        return path(answer);
    }

    private static String path(Asked answer) {
        return answer.headers().get("Location").substring(Asked.BASE.length());
    }

    private static Asked get(String path, String... parameters) {
        return Asked.to(tap.obscore, "GET", path, parameters);
    }

    private static Asked post(String path, String... parameters) {
        return Asked.to(tap.obscore, "POST", path, parameters);
    }

    private static String phaseOf(Asked job) {
        return ((Element) job.xml().getElementsByTagName("uws:phase").item(0)).getTextContent();
    }

    @Test
    void runsAJobThroughAllItsPhases() {
        String job = job("SELECT s_ra FROM ivoa.obscore WHERE s_ra = 5", "RUNID", "my run");
        assertThat(get(job + "/phase").text()).isEqualTo("PENDING");
        assertThat(get(job).text()).contains("<uws:runId>my run</uws:runId>");
        assertThat(path(post(job + "/phase", "PHASE", "RUN"))).isEqualTo(job);
        // QUEUED, then EXECUTING: two changes at most until it ends
        get(job, "WAIT", "20", "PHASE", "QUEUED");
        get(job, "WAIT", "20", "PHASE", "EXECUTING");
        assertThat(phaseOf(get(job))).isEqualTo("COMPLETED");
        assertThat(get(job + "/results").text()).contains(job + "/results/result");
        assertThat(get(job + "/results/result").column()).containsExactly("5.0");
        assertThat(get(job + "/error").status()).isEqualTo(404);
    }

    @Test
    void tellsWhatWentWrong() {
        String job = job("SELECT nix FROM ivoa.obscore", "PHASE", "RUN");
        get(job, "WAIT", "20", "PHASE", "QUEUED");
        get(job, "WAIT", "20", "PHASE", "EXECUTING");
        assertThat(phaseOf(get(job))).isEqualTo("ERROR");
        assertThat(get(job).text()).contains("unknown column nix");
        assertThat(get(job + "/error").error()).contains("unknown column nix");
        assertThat(get(job + "/results/result").status()).isEqualTo(404);
    }

    @Test
    void abortsWhatRuns() {
        String job = job(SLOW, "PHASE", "RUN");
        get(job, "WAIT", "20", "PHASE", "QUEUED");
        assertThat(get(job + "/phase").text()).isEqualTo("EXECUTING");
        post(job + "/phase", "PHASE", "ABORT");
        assertThat(get(job + "/phase").text()).isEqualTo("ABORTED");
    }

    @Test
    void changesParametersWhilePendingOnly() {
        String job = job("SELECT 1 FROM ivoa.obscore", "UPLOAD", "mine,param:t1");
        post(job + "/parameters", "QUERY", "SELECT name FROM TAP_UPLOAD.mine");
        Asked.to(
                tap.obscore,
                "POST",
                job + "/parameters",
                Map.of("t1", Upload.TABLEDATA.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(get(job + "/parameters/query").text()).isEqualTo("SELECT name FROM TAP_UPLOAD.mine");
        post(job + "/executionduration", "EXECUTIONDURATION", "9");
        assertThat(get(job + "/executionduration").text()).isEqualTo("9");
        post(job + "/destruction", "DESTRUCTION", "2001-01-01T00:00:00Z");
        assertThat(get(job).status()).isEqualTo(404);

        String other = job("SELECT 1 FROM ivoa.obscore", "PHASE", "RUN");
        assertThat(post(other + "/parameters", "QUERY", "x").status()).isEqualTo(400);
    }

    @Test
    void destroysJobs() {
        String one = job("SELECT 1 FROM ivoa.obscore");
        assertThat(get("/tap/async").text()).contains(one + "\"");
        assertThat(post(one, "ACTION", "DELETE").status()).isEqualTo(303);
        assertThat(get(one).status()).isEqualTo(404);
        String two = job("SELECT 1 FROM ivoa.obscore");
        assertThat(Asked.to(tap.obscore, "DELETE", two).status()).isEqualTo(303);
        assertThat(get("/tap/async").text()).doesNotContain(two + "\"");
    }

    @Test
    void listsTheLastJobsOfAPhase() {
        job("SELECT 1 FROM ivoa.obscore");
        String last = job("SELECT 2 FROM ivoa.obscore");
        Asked list = get("/tap/async", "PHASE", "PENDING", "LAST", "1");
        assertThat(list.xml().getElementsByTagName("uws:jobref").getLength()).isOne();
        assertThat(list.text()).contains(last + "\"");
        assertThat(get("/tap/async", "AFTER", "2999-01-01T00:00:00").text()).doesNotContain("jobref");
    }

    @Test
    @Timeout(90)
    void endsItsJobsWithItself() {
        try (SmallTap own = new SmallTap()) {
            Asked.to(own.obscore, "POST", "/tap/async", "LANG", "ADQL", "QUERY", SLOW, "PHASE", "RUN");
            own.obscore.close();
            assertThat(Asked.to(own.obscore, "GET", "/tap/async").text()).doesNotContain("jobref");
        }
    }

    @Test
    @Timeout(90)
    void endsWhatRunsWithTheDatabase() {
        SmallTap own = new SmallTap();
        Asked created = Asked.to(own.obscore, "POST", "/tap/async", "LANG", "ADQL", "QUERY", SLOW, "PHASE", "RUN");
        Asked.to(own.obscore, "GET", path(created), "WAIT", "20", "PHASE", "QUEUED");
        own.close();
        assertThat(Asked.query(own.obscore, "SELECT s_ra FROM ivoa.obscore").status())
                .isEqualTo(503);
    }

    @Test
    void keepsOnlySoManyJobs() {
        try (SmallTap own = new SmallTap()) {
            for (int i = 0; i < 100; i++) {
                assertThat(Asked.to(own.registry, "POST", "/tap/async", "LANG", "ADQL")
                                .status())
                        .isEqualTo(303);
            }
            assertThat(Asked.to(own.registry, "POST", "/tap/async", "LANG", "ADQL")
                            .status())
                    .isEqualTo(503);
            Asked.to(own.registry, "POST", "/tap/async/job7/phase", "PHASE", "ABORT");
            assertThat(Asked.to(own.registry, "POST", "/tap/async", "LANG", "ADQL")
                            .status())
                    .isEqualTo(303);
            assertThat(Asked.to(own.registry, "GET", "/tap/async/job7").status())
                    .isEqualTo(404);
        }
    }
}
