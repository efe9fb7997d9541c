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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A plan of the services that fail, and of their faults. Immutable. */
public final class FaultPlan {
    public static final FaultPlan NONE = new FaultPlan(List.of());

    /** The faults of a share without a name, given one after the other. */
    private static final List<Fault> MIXED = Fault.all().stream()
            .filter(fault -> fault.keepsTruthExact() && !fault.isOdd())
            .toList();

    private static final List<Fault> ODD =
            Fault.all().stream().filter(Fault::isOdd).toList();

    private static final Pattern SHARE = Pattern.compile("(?:([a-z0-9_-]+)=)?([0-9]*\\.?[0-9]+)(?:/([0-9]{1,4}))?");
    private static final Pattern PLACE = Pattern.compile("([a-z0-9_-]+)@([0-9]{1,9})(?:/([0-9]{1,4}))?");

    private final List<Part> parts;

    private FaultPlan(List<Part> parts) {
        this.parts = parts;
        double sum = parts.stream().mapToDouble(Part::share).sum();
        // Ten shares of 0.1 are slightly more than 1 in floating point.
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException("the shares of '" + this + "' make more than 1");
        }
        Set<Integer> places = new HashSet<>();
        for (Part part : parts) {
            if (part.service != null && !places.add(part.service)) {
                throw new IllegalArgumentException("'" + this + "' gives service " + part.service + " two faults");
            }
        }
    }

    /**
     * A share of the services, or one service.
     *
     * @param name of the kind of fault, {@code odd} for all of those, or empty for {@link #MIXED}
     * @param oneOf the faults are in one of so many requests
     */
    private record Part(
            String name,
            List<Fault> kinds,
            double share,
            @Nullable Integer service,
            int oneOf) {
        static Part of(String name, double share, @Nullable Integer service, @Nullable String requests) {
            int oneOf = requests == null ? 1 : Integer.parseInt(requests);
            List<Fault> kinds = name.isEmpty()
                    ? MIXED.stream()
                            .filter(fault -> oneOf == 1 || fault.canBeOccasional())
                            .toList()
                    : name.equals(Fault.ODD) ? ODD : List.of(Fault.named(name));
            List<Fault> own = kinds.stream().map(fault -> fault.inOneOf(oneOf)).toList();
            return new Part(name, own, share, service, oneOf);
        }

        private Part {
            if (share > 1) {
                throw new IllegalArgumentException("share " + share + " is more than 1");
            }
        }

        @Override
        public String toString() {
            String whose = service != null ? name + "@" + service : name.isEmpty() ? "" + share : name + "=" + share;
            return oneOf == 1 ? whose : whose + "/" + oneOf;
        }
    }

    /**
     * Reads a plan: parts with commas between them, each one of {@code 0.3} (that share of all services, evenly and in
     * a fixed order of all kinds that keep the truth exact), {@code cut=0.1} (that share with this fault), {@code
     * odd=0.3} (that share, evenly, of all kinds that cost a careful reader nothing), {@code cut@12} (the service of this
     * index, counted from 0). With {@code /5} behind it ({@code 0.3/5}) each of its services fails in one of five
     * requests and answers the others properly. An empty text is {@link #NONE}.
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
            return Part.of(
                    share.group(1) == null ? "" : share.group(1),
                    Double.parseDouble(share.group(2)),
                    null,
                    share.group(3));
        }
        Matcher place = PLACE.matcher(text.strip());
        if (place.matches()) {
            return Part.of(place.group(1), 0, Integer.valueOf(place.group(2)), place.group(3));
        }
        throw new IllegalArgumentException(
                "fault '" + text + "' is not a share like 0.3 or cut=0.1, nor a service's like cut@12");
    }

    /**
     * Exactly {@code round(share * services)} for each share, as far as services are left; the same for the same seed.
     */
    public List<@Nullable Fault> assign(int services, long seed) {
        @Nullable Fault[] faults = new @Nullable Fault[services];
        for (Part part : parts) {
            if (part.service != null) {
                if (part.service >= services) {
                    throw new IllegalArgumentException("'" + part + "': there are only " + services + " services");
                }
                faults[part.service] = part.kinds.getFirst();
            }
        }
        Random random = new Random(seed ^ 0x5DEECE66DFAL);
        List<Integer> free = IntStream.range(0, services)
                .filter(i -> faults[i] == null)
                .boxed()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(free, random);
        // for consecutive seeds Random gives only some of 44 numbers
        SplittableRandom places = new SplittableRandom(seed);
        for (Part part : parts) {
            if (part.service == null) {
                // a small VO has no room for all kinds: another seed gives others
                int first = places.nextInt(part.kinds.size());
                for (int i = 0; i < Math.round(part.share * services) && !free.isEmpty(); i++) {
                    faults[free.removeLast()] = part.kinds.get((first + i) % part.kinds.size());
                }
            }
        }
        return Collections.unmodifiableList(Arrays.asList(faults));
    }

    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining(","));
    }
}
