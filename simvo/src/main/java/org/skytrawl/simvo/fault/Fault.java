package org.skytrawl.simvo.fault;

import java.util.List;
import java.util.stream.Collectors;
import org.skytrawl.simvo.http.Behaviour;

/** One way in which services fail. */
public sealed interface Fault extends Behaviour
        permits Refuse, HangBeforeHeaders, HangAfterHeaders, Drip, Cut, Http500, Http503, Html, VoTableError, Overflow {
    /** What still arrives of a service's rows. */
    enum Effect {
        /** No row. */
        NOTHING,
        /** Some rows, not all. */
        PART
    }

    /** Its name in options and files: {@code hang-before-headers}. */
    String name();

    /** What the service does, in one line. */
    String description();

    /** What still arrives. */
    Effect effect();

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
                new Overflow());
    }

    /**
     * The fault of this name.
     *
     * @throws IllegalArgumentException that names all faults if there is none
     */
    static Fault named(String name) {
        return all().stream()
                .filter(fault -> fault.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no fault is called '" + name + "'; there are "
                        + all().stream().map(Fault::name).collect(Collectors.joining(", "))));
    }
}
