package org.skytrawl.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.protocol.AcceptedQueryForms;
import org.skytrawl.protocol.QueryContext;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.QueryProbe;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.votable.ReadReport;

/**
 * Checks one service: sends it the {@link Inquiry questions}, one after the other. Used once, by one thread.
 *
 * <p>The circle is the given one; else around the first row that the service returns for a question without a position; for SIA1,
 * which has no such question, within the coverage in the registry.
 */
public final class ServiceCheck {
    /** Of rows in one answer: the circle is small. */
    private static final long MAXREC = 1_000;

    private static final int ANY_ROWS = 10;
    private static final double RADIUS_DEG = 0.1;
    /** Within the time that observations can have here, and before all of them. */
    private static final Interval NEVER_MJD = new Interval(-20_000, -19_900);

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_REQUESTS = 40;
    private static final int MOST_SILENT_IN_A_ROW = 2;

    private final Service service;
    private final @Nullable Cone given;
    private final CheckedProtocol protocol;
    private final QueryContext queryContext;
    private final Duration timeout;
    private final Deadline end;
    private final Cancellation cancellation;
    private final Findings findings;
    private final AnswerChecks checks;
    private final List<Asked> asked = new ArrayList<>();
    private @Nullable String acceptedForm;
    private double @Nullable [] position;
    private int silentInARow;

    /**
     * A check that has not begun.
     *
     * @param cone the circle to ask for, or null to choose one
     * @param privateAddressesAllowed whether the service may be on this machine or in a private network
     * @param timeout limit of one question
     * @throws IllegalArgumentException if services of the protocol cannot be checked, or this one only with a circle
     */
    public ServiceCheck(
            Service service,
            @Nullable Cone cone,
            boolean privateAddressesAllowed,
            Duration timeout,
            Deadline end,
            HttpFetcher fetcher,
            Cancellation cancellation) {
        this.service = service;
        this.given = cone;
        this.protocol = CheckedProtocol.of(service.protocol());
        this.queryContext =
                new QueryContext(fetcher, MOST_BYTES, privateAddressesAllowed, false, 1, new AcceptedQueryForms());
        this.timeout = timeout;
        this.end = end;
        this.cancellation = cancellation;
        this.findings = new Findings(protocol);
        this.checks = new AnswerChecks(protocol, findings);
        if (cone == null && !protocol.hasOptionalParameters() && ofCoverage() == null) {
            throw new IllegalArgumentException("a cone is needed: " + protocol
                    + " has no query without a position, and the service declares no coverage");
        }
        ServiceOutcome.Skipped unusable =
                KnownProtocols.descriptor(service.protocol()).unusable(service);
        if (unusable != null) {
            throw new IllegalArgumentException(unusable.reason());
        }
    }

    /** The protocols whose services can be checked. */
    public static List<Protocol> protocols() {
        return CheckedProtocol.all();
    }

    /** @param asking is told each question before it is asked */
    public CheckReport run(Consumer<Inquiry> asking) {
        Set<Inquiry> left = EnumSet.allOf(Inquiry.class);
        CheckReport.PlaceSource from = CheckReport.PlaceSource.GIVEN;
        Cone place = given;
        if (place != null || !protocol.hasOptionalParameters()) {
            left.remove(Inquiry.ANY);
        } else if (goesOn()) {
            left.remove(Inquiry.ANY);
            asking.accept(Inquiry.ANY);
            askForAnyRows();
        }
        if (place == null && position != null) {
            place = new Cone(position[0], position[1], RADIUS_DEG);
            from = CheckReport.PlaceSource.ROW;
        }
        if (place == null) {
            place = ofCoverage();
            from = CheckReport.PlaceSource.COVERAGE;
        }
        if (place == null) {
            place = new Cone(0, 0, RADIUS_DEG);
            from = CheckReport.PlaceSource.NOWHERE;
        }
        if (!protocol.hasOptionalParameters()) {
            left.removeAll(Set.of(Inquiry.MAXREC_1, Inquiry.NO_MATCH));
        }
        if (!protocol.isDali()) {
            // only DALI says what MAXREC=0 means
            left.remove(Inquiry.MAXREC_0);
        }
        for (Inquiry inquiry : List.copyOf(left)) {
            if (inquiry != Inquiry.ANY && goesOn()) {
                left.remove(inquiry);
                asking.accept(inquiry);
                ask(inquiry, place);
            }
        }
        return new CheckReport(service, place, from, asked, List.copyOf(left), findings.worstFirst());
    }

    /** A service that is silent at first is not asked again, nor one that falls silent. */
    private boolean goesOn() {
        boolean isSilentAtFirst = asked.size() == 1 && asked.getFirst().httpStatus() == null;
        return !isSilentAtFirst
                && silentInARow < MOST_SILENT_IN_A_ROW
                && asked.size() < MOST_REQUESTS
                && !end.isOver()
                && !cancellation.isCancelled();
    }

    /** In the first cell of the coarsest order: most likely not at the edge. */
    private @Nullable Cone ofCoverage() {
        Moc moc = service.coverage().spatial();
        if (moc == null || moc.isEmpty()) {
            return null;
        }
        // 3/5-7 9 4/1
        String first = moc.toAscii().split("[ -]", 2)[0];
        int slash = first.indexOf('/');
        SkyPoint centre = Healpix.centreOf(
                Integer.parseInt(first.substring(0, slash)), Long.parseLong(first.substring(slash + 1)));
        return new Cone(centre.raDeg(), centre.decDeg(), RADIUS_DEG);
    }

    private void askForAnyRows() {
        Interval ever = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        ServiceQuery query = query(new Question(null, null, ever, Set.of()), MAXREC);
        QueryProbe probe = new QueryProbe(query, query, queryContext);
        QueryForm form = probe.form(null);
        FetchRequest request = protocol.anyRows(form.requests().getFirst(), service, ANY_ROWS);
        if (request != null) {
            send(Inquiry.ANY, probe, form, request, false);
        }
    }

    private void ask(Inquiry inquiry, Cone place) {
        double radiusDeg = Math.min(place.radiusDeg(), 1);
        Cone cone = switch (inquiry) {
            case NORTH_POLE -> new Cone(0, 90, radiusDeg);
            case SOUTH_POLE -> new Cone(0, -90, radiusDeg);
            case RA_0 -> new Cone(0, place.decDeg(), radiusDeg);
            default -> place;
        };
        Interval mjd = inquiry == Inquiry.NO_MATCH ? NEVER_MJD : null;
        long maxRec = inquiry == Inquiry.MAXREC_1 ? 1 : MAXREC;
        QueryProbe probe = new QueryProbe(
                query(new Question(cone, null, mjd, protocol.productTypes()), maxRec),
                query(new Question(protocol.reach(cone), null, mjd, Set.of()), maxRec),
                queryContext);
        UnaryOperator<FetchRequest> change = switch (inquiry) {
            case WRONG -> protocol::wrong;
            case MAXREC_0 -> request -> RequestChange.with(request, "MAXREC", "0");
            default -> UnaryOperator.identity();
        };
        QueryForm form = probe.form(acceptedForm);
        while (form != null) {
            QueryForm next = null;
            for (FetchRequest request : form.requests()) {
                if (next == null && goesOn()) {
                    next = send(inquiry, probe, form, change.apply(request), true);
                }
            }
            if (next == null && inquiry == Inquiry.PLAIN) {
                acceptedForm = form.name();
            }
            form = next;
        }
    }

    private ServiceQuery query(Question question, long maxRec) {
        return KnownProtocols.descriptor(service.protocol()).query(service.withMaxRecords(maxRec), question, false);
    }

    /** Returns the simpler form to try, or null. */
    private @Nullable QueryForm send(
            Inquiry inquiry, QueryProbe probe, QueryForm form, FetchRequest request, boolean hasPlace) {
        AnswerTally tally = new AnswerTally();
        FetchContext context = new FetchContext(Deadline.after(timeout).earlier(end), cancellation).named(true);
        QueryProbe.Answer answer = probe.send(form, request, context, tally);
        if (position == null) {
            position = tally.position();
        }
        ReadReport report = answer.reading().report();
        Asked done = new Asked(
                inquiry,
                Findings.shown(RequestChange.text(request), Integer.MAX_VALUE),
                answer.reading().httpStatus(),
                report == null ? null : report.status().word().name(),
                tally.rows(),
                tally.firstByteS(),
                tally.secondsSoFar(),
                answer.outcome().word(),
                Findings.shown(answer.outcome().reason(), 300));
        if (cancellation.isCancelled()) {
            return null;
        }
        asked.add(done);
        boolean isSilent = done.httpStatus() == null || answer.outcome() instanceof ServiceOutcome.TimedOut;
        silentInARow = isSilent ? silentInARow + 1 : 0;
        QueryForm next =
                inquiry == Inquiry.WRONG || inquiry == Inquiry.ANY ? null : probe.after(form, answer.outcome());
        // other forms also ask for rows that a run sorts out itself
        boolean isAskedInFull = Collections.disjoint(form.leftOut(), Set.of("TIME", "BAND", "DPTYPE"));
        boolean isJudged = hasPlace && form.appliesPosition() && isAskedInFull;
        checks.check(done, answer, tally, RequestChange.maxRec(request), context.attempts(), isJudged, next != null);
        return next;
    }
}
