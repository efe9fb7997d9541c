package org.skytrawl.simvo.fault;

import java.util.List;
import java.util.stream.Collectors;
import org.skytrawl.simvo.http.Behaviour;

/** One way in which services are not as they should be. Immutable. */
public sealed interface Fault extends Behaviour
        permits Refuse,
                HangBeforeHeaders,
                HangAfterHeaders,
                Drip,
                Cut,
                Http500,
                Http503,
                Html,
                VoTableError,
                Overflow,
                Reset,
                ResetOnce,
                Http503Once,
                Http429Once,
                Http404,
                Http404Twice,
                Empty,
                ExternalEntity,
                BillionLaughs,
                StreamFile,
                StreamHttp,
                GzipBomb,
                DeflateBomb,
                EndlessBody,
                EndlessRows,
                HugeHeaders,
                RedirectLoop,
                RedirectFile,
                RedirectFtp,
                HugeCell,
                DeepNesting,
                Attlist,
                RowFlood,
                TableRefs,
                UnitBlanks,
                HeaderBlanks,
                StrangeTitles,
                UrlSlashes,
                UrlJavascript,
                UrlFile,
                UpperCase,
                RowLimit,
                Dialect {
    /** What still arrives of a service's rows. */
    enum Effect {
        /** No row. */
        NOTHING,
        /** Some rows, not all. */
        PART,
        /** All rows, though oddly, or only for who asks again or in another way: the service answers. */
        ALL
    }

    /** Its name in options and files: {@code hang-before-headers}. */
    String name();

    /** What the service does, in one line. */
    String description();

    /** What still arrives. */
    Effect effect();

    /**
     * Whether the datasets that can be found are known in whatever company of other faults. Otherwise the fault is given only
     * where it is asked for by its name.
     */
    default boolean keepsTruthExact() {
        return true;
    }

    /**
     * Whether it answers only who asks otherwise than is best, and so perhaps for more: to the edge of what has no outline
     * in s_region, but a field of view.
     */
    default boolean isAskedOtherwise() {
        return false;
    }

    /** What one service does that has this fault: of its own, if it has to remember something. */
    default Behaviour ofOneService() {
        return this;
    }

    /** All of them, always in the same order. */
    static List<Fault> all() {
        return List.of(
                new Refuse(),
                new HangBeforeHeaders(),
                new HangAfterHeaders(),
                new Drip(),
                new Cut(),
                new Http500(),
                new Http503(),
                new Html(),
                new VoTableError(),
                new Overflow(),
                new Reset(),
                new ResetOnce(),
                new Http503Once(),
                new Http429Once(),
                new Http404(),
                new Http404Twice(),
                new Empty(),
                new ExternalEntity(),
                new BillionLaughs(),
                new StreamFile(),
                new StreamHttp(),
                new GzipBomb(),
                new DeflateBomb(),
                new EndlessBody(),
                new EndlessRows(),
                new HugeHeaders(),
                new RedirectLoop(),
                new RedirectFile(),
                new RedirectFtp(),
                new HugeCell(),
                new DeepNesting(),
                new Attlist(),
                new RowFlood(false),
                new RowFlood(true),
                new TableRefs(),
                new UnitBlanks(),
                new HeaderBlanks(),
                new StrangeTitles(),
                new UrlSlashes(),
                new UrlJavascript(),
                new UrlFile(),
                new UpperCase(),
                new RowLimit(),
                new NoIntersects(),
                new NoRegion(),
                new NoFrame(),
                new NoCircle(),
                new NoGeometry());
    }

    /**
     * The fault of this name; a hyphen is as good as an underscore.
     *
     * @throws IllegalArgumentException that names all faults if there is none
     */
    static Fault named(String name) {
        return all().stream()
                .filter(fault -> fault.name().replace('_', '-').equals(name.replace('_', '-')))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no fault is called '" + name + "'; there are "
                        + all().stream().map(Fault::name).collect(Collectors.joining(", "))));
    }
}
