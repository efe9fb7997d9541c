package org.skytrawl.simvo.fault;

import java.util.List;
import java.util.stream.Collectors;
import org.skytrawl.simvo.http.Behaviour;

/** Something that a service does wrong. */
public sealed interface Fault extends Behaviour
        permits Refuse, HangBeforeHeaders, HangAfterHeaders, Drip, Cut, Http500, Http503, Html, VoTableError, Overflow {
    /** What of an answer gets through. */
    enum Effect {
        /** No row of it, within any sane time. */
        NOTHING,

        /** Some of its rows. */
        PART
    }

    /** Its name on the command line. */
    String name();

    /** What it does, in a few words. */
    String description();

    /** What of an answer gets through. */
    default Effect effect() {
        return Effect.NOTHING;
    }

    /** One of each kind. */
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
                new Overflow());
    }

    /**
     * The one of that name.
     *
     * @throws IllegalArgumentException listing the names if there is none such
     */
    static Fault named(String name) {
        return all().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no fault; there are "
                        + all().stream().map(Fault::name).collect(Collectors.joining(", "))));
    }
}
