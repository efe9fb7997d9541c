package org.skytrawl.simvo.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which services are faulty, and how.
 *
 * @param share of all services, [0, 1], that get the faults of all kinds in turn
 * @param shares of all services that get a fault, by its name
 * @param services that get a fault, by their number
 */
public record FaultPlan(double share, Map<String, Double> shares, Map<Integer, Fault> services) {
    /** All are healthy. */
    public static final FaultPlan NONE = new FaultPlan(0, Map.of(), Map.of());

    private static final Pattern PART = Pattern.compile("([a-z0-9-]+)(?:=([0-9.]+)|@(\\d+))");

    /** Keeps its own copies, and checks that the shares are shares. */
    public FaultPlan {
        shares = Map.copyOf(shares);
        services = Map.copyOf(services);
        double all = share
                + shares.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(all >= 0 && all <= 1)) {
            throw new IllegalArgumentException("the shares of faulty services must be within 0 and 1, but are " + all);
        }
    }

    /**
     * Reads {@code 0.3} (that share of all services, all kinds of fault in turn), or a list such as
     * {@code hang-before-headers=0.25,cut=0.1,html@12} (a share for each kind; a single service by its number).
     *
     * @throws IllegalArgumentException naming what cannot be read
     */
    public static FaultPlan parse(String text) {
        if (text.strip().matches("[0-9]*\\.?[0-9]+")) {
            return new FaultPlan(Double.parseDouble(text.strip()), Map.of(), Map.of());
        }
        Map<String, Double> shares = new TreeMap<>();
        Map<Integer, Fault> services = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            Matcher form = PART.matcher(part.strip());
            if (!form.matches()) {
                throw new IllegalArgumentException("'" + part
                        + "' is no share such as 0.3, no fault with its share such as cut=0.1, and no fault of a service"
                        + " such as cut@12");
            }
            Fault fault = Fault.named(form.group(1));
            if (form.group(2) != null) {
                shares.put(fault.name(), Double.parseDouble(form.group(2)));
            } else {
                services.put(Integer.parseInt(form.group(3)), fault);
            }
        }
        return new FaultPlan(0, shares, services);
    }

    /** The fault of each of so many services, or null; the same for the same seed. */
    public List<@Nullable Fault> assign(int count, long seed) {
        List<Fault> faults = new ArrayList<>();
        List<Fault> all = Fault.all();
        int mixed = (int) Math.round(share * count);
        for (int i = 0; i < mixed; i++) {
            faults.add(all.get(i % all.size()));
        }
        new TreeMap<>(shares).forEach((name, part) -> {
            Fault fault = Fault.named(name);
            faults.addAll(Collections.nCopies((int) Math.round(part * count), fault));
        });
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed ^ 0x5EEDL));
        @Nullable Fault[] assigned = new @Nullable Fault[count];
        for (int i = 0; i < Math.min(count, faults.size()); i++) {
            assigned[order.get(i)] = faults.get(i);
        }
        services.forEach((service, fault) -> {
            if (service < count) {
                assigned[service] = fault;
            }
        });
        return Collections.unmodifiableList(Arrays.asList(assigned));
    }
}
