package org.skytrawl.simvo.universe;

import java.time.Duration;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.Latency;

/**
 * The options of a universe; the same options make the same universe.
 *
 * @param rows number of ObsCore rows of all services together in the layout {@code HARVEST}; the others do not use it
 */
public record SimOptions(int services, long seed, FaultPlan faults, Latency latency, Layout layout, int rows) {
    public static final int LEAST = 10;
    public static final int MOST = 2_000;
    public static final int USUAL_ROWS = 20_000;
    public static final int MOST_ROWS = 2_000_000;

    /** With fewer some kinds of rows are missing. */
    public static final int LEAST_ROWS_OF_A_SERVICE = 100;

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
        TARGETS,
        /**
         * For harvests: each service on a host of its own; all are ObsTAP services with many rows, which are awkward in many
         * ways ({@link HarvestTable}).
         */
        HARVEST
    }

    public SimOptions {
        if (services < LEAST || services > MOST) {
            throw new IllegalArgumentException("services must be " + LEAST + " to " + MOST + ", but are " + services);
        }
        if (layout == Layout.HARVEST && (rows < LEAST_ROWS_OF_A_SERVICE * services || rows > MOST_ROWS)) {
            throw new IllegalArgumentException("rows must be " + LEAST_ROWS_OF_A_SERVICE * services + " to " + MOST_ROWS
                    + " for " + services + " services, but are " + rows);
        }
    }

    /** With the usual number of rows. */
    public SimOptions(int services, long seed, FaultPlan faults, Latency latency, Layout layout) {
        this(services, seed, faults, latency, layout, Math.max(USUAL_ROWS, LEAST_ROWS_OF_A_SERVICE * services));
    }

    /** A wild universe without faults, whose services answer at once. */
    public static SimOptions of(int services, long seed) {
        return new SimOptions(services, seed, FaultPlan.NONE, new Latency.Fixed(Duration.ZERO), Layout.WILD);
    }

    public SimOptions withFaults(FaultPlan plan) {
        return new SimOptions(services, seed, plan, latency, layout, rows);
    }

    public SimOptions withLatency(Latency time) {
        return new SimOptions(services, seed, faults, time, layout, rows);
    }

    public SimOptions withLayout(Layout other) {
        return new SimOptions(services, seed, faults, latency, other, rows);
    }

    public SimOptions withRows(int number) {
        return new SimOptions(services, seed, faults, latency, layout, number);
    }
}
