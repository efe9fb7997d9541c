package org.skytrawl.simvo.universe;

import java.time.Duration;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;

/** The options of a universe; the same options make the same universe. */
public record SimOptions(int services, long seed, FaultPlan faults, Latency latency, Layout layout) {
    public static final int LEAST = 10;
    public static final int MOST = 2_000;

    public enum Layout {
        /** As in the VO: data centres with some or many services that repeat each other, half of it registered badly. */
        WILD,
        /** For measurements: each service on a host of its own with images, none repeats another, all declare the whole sky. */
        PLAIN,
        /** As PLAIN, but nine in ten services are on one host. */
        ONE_HOST,
        /** As PLAIN, but all are SSA services with spectra. */
        SPECTRA,
        /**
         * For target lists: each service on a host of its own; a third ObsTAP that takes uploads, a third ObsTAP that does
         * not, a third SIA; most have data in a small part of the sky.
         */
        TARGETS
    }

    public SimOptions {
        if (services < LEAST || services > MOST) {
            throw new IllegalArgumentException("services must be " + LEAST + " to " + MOST + ", but are " + services);
        }
    }

    /** A wild universe without faults, whose services answer at once. */
    public static SimOptions of(int services, long seed) {
        return new SimOptions(services, seed, FaultPlan.NONE, new Latency.Fixed(Duration.ZERO), Layout.WILD);
    }

    public SimOptions withFaults(FaultPlan plan) {
        return new SimOptions(services, seed, plan, latency, layout);
    }

    public SimOptions withLatency(Latency time) {
        return new SimOptions(services, seed, faults, time, layout);
    }

    public SimOptions withLayout(Layout other) {
        return new SimOptions(services, seed, faults, latency, other);
    }
}
