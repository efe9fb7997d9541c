package org.skytrawl.simvo.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which services fail, and how. Immutable. */
public final class FaultPlan {
    /** No service fails. */
    public static final FaultPlan NONE = new FaultPlan(List.of());

    /** What services get where no kind is named, one after the other. */
    private static final List<Fault> MIXED =
            Fault.all().stream().filter(Fault::keepsTruthExact).toList();

    private static final Pattern SHARE = Pattern.compile("(?:([a-z0-9_-]+)=)?([0-9]*\\.?[0-9]+)");
    private static final Pattern PLACE = Pattern.compile("([a-z0-9_-]+)@([0-9]{1,9})");

    private final List<Part> parts;

    private FaultPlan(List<Part> parts) {
        this.parts = parts;
        double sum = parts.stream().mapToDouble(Part::share).sum();
        // Ten shares of 0.1 are a hair more than 1 in floating point.
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException("the shares of '" + this + "' make more than 1");
        }
        Set<Integer> places = new HashSet<>();
        for (Part part : parts) {
            if (part instanceof Place place && !places.add(place.service)) {
                throw new IllegalArgumentException("'" + this + "' gives service " + place.service + " two faults");
            }
        }
    }

    private sealed interface Part {
        /** From 0 to 1. */
        double share();
    }

    /** A share of the services, for one kind of fault or (null) for all that keep the truth exact, evenly. */
    private record Share(@Nullable Fault fault, double share) implements Part {
        private Share {
            if (share > 1) {
                throw new IllegalArgumentException("share " + share + " is more than 1");
            }
        }

        int count(int services) {
            return (int) Math.round(share * services);
        }

        @Override
        public String toString() {
            return fault == null ? "" + share : fault.name() + "=" + share;
        }
    }

    /** One service, counted from 0. */
    private record Place(Fault fault, int service) implements Part {
        @Override
        public double share() {
            return 0;
        }

        @Override
        public String toString() {
            return fault.name() + "@" + service;
        }
    }

    /**
     * Reads a plan: parts with commas between them, each one of {@code 0.3} (that share of all services, evenly and in a
     * fixed order of all kinds that keep the truth exact), {@code cut=0.1} (that share with this fault), {@code cut@12} (the
     * service of this index, counted from 0). An empty text is {@link #NONE}.
     *
     * @throws IllegalArgumentException that says what is wrong with which part
     */
    public static FaultPlan parse(String text) {
        return text.isBlank()
                ? NONE
                : new FaultPlan(
                        Arrays.stream(text.split(",", -1)).map(FaultPlan::part).toList());
    }

    private static Part part(String text) {
        Matcher share = SHARE.matcher(text.strip());
        if (share.matches()) {
            String name = share.group(1);
            return new Share(name == null ? null : Fault.named(name), Double.parseDouble(share.group(2)));
        }
        Matcher place = PLACE.matcher(text.strip());
        if (place.matches()) {
            return new Place(Fault.named(place.group(1)), Integer.parseInt(place.group(2)));
        }
        throw new IllegalArgumentException(
                "fault '" + text + "' is not a share like 0.3 or cut=0.1, nor a service's like cut@12");
    }

    /**
     * Gives out the faults: exactly {@code round(share * services)} for each share, as far as there are services left, and
     * always the same for the same seed.
     *
     * @return for each service its fault, or null
     * @throws IllegalArgumentException if the plan names a service that is not there
     */
    public List<@Nullable Fault> assign(int services, long seed) {
        @Nullable Fault[] faults = new @Nullable Fault[services];
        for (Part part : parts) {
            if (part instanceof Place place) {
                if (place.service >= services) {
                    throw new IllegalArgumentException("'" + place + "': there are only " + services + " services");
                }
                faults[place.service] = place.fault;
            }
        }
        Random random = new Random(seed ^ 0x5DEECE66DFAL);
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            if (faults[i] == null) {
                free.add(i);
            }
        }
        Collections.shuffle(free, random);
        // of seeds one after the other Random gives only some of 44 numbers
        SplittableRandom places = new SplittableRandom(seed);
        for (Part part : parts) {
            if (part instanceof Share share) {
                List<Fault> kinds = share.fault == null ? MIXED : List.of(share.fault);
                // a small VO has not room for all of them: others with another seed
                int first = places.nextInt(kinds.size());
                for (int i = 0; i < share.count(services) && !free.isEmpty(); i++) {
                    faults[free.removeLast()] = kinds.get((first + i) % kinds.size());
                }
            }
        }
        return Collections.unmodifiableList(Arrays.asList(faults));
    }

    /** The plan as it can be parsed. */
    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining(","));
    }
}
