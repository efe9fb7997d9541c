package org.skytrawl.simvo.universe;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.skytrawl.simvo.universe.HarvestTable.Oddity;
import org.skytrawl.simvo.universe.Resource.Kind;

/**
 * Services for harvests: ObsTAP services that have equally many rows, apart from the remainder, and limits that follow each
 * other. The limits and the rows of one time grow with the rows, so that small universes are as awkward as large ones.
 */
final class HarvestLayout {
    /** With 50,000 rows the limits are 2,000, 10,000 and 100,000. */
    private static final int SMALL_LIMIT = 25;

    private static final int MIDDLE_LIMIT = 5;
    private static final int LARGE_LIMIT = 2;

    /** A histogram of 64 bins is within each limit. */
    private static final int LEAST_LIMIT = 100;

    private static final int ONE_TIME = 0;
    private static final int NO_COUNT = 4;
    private static final int HIDDEN_LIMIT = 5;
    private static final int NO_GROUP_BY = 6;
    private static final int NOT_A_NUMBER = 7;
    private static final int GROWS = 8;
    private static final int RELEASE_DATES_EVERY = 3;

    private final Draft draft;
    private final SimOptions options;

    HarvestLayout(Draft draft, SimOptions options) {
        this.draft = draft;
        this.options = options;
    }

    void make() {
        for (int number = 0; number < options.services(); number++) {
            make(number);
        }
    }

    private void make(int number) {
        Centre centre = draft.centre(draft.host());
        String name = "h" + number;
        String tableName = String.valueOf(SimProtocol.OBSTAP.table());
        SimService bare =
                centre.service(SimProtocol.OBSTAP, "/" + name + SimProtocol.OBSTAP.path(), tableName, List.of());
        int share = options.rows() / options.services();
        int rows = share + (number < options.rows() % options.services() ? 1 : 0);
        // the last of an odd number belongs to the pair before it
        int pair = Math.min(number / 2, options.services() / 2 - 1);
        HarvestTable table = new HarvestTable(
                options.seed(), number, pair, bare.host().baseUrl(), rows, limits(number, share), oddities(number));
        SimService service = draft.with(bare, table);
        centre.register(
                name,
                "vs:catalogservice",
                Coverage.EVERYTHING,
                List.of(),
                List.of(tableName),
                Centre.as(Kind.of(SimProtocol.OBSTAP), service));
    }

    private static RowLimits limits(int number, int rows) {
        int small = Math.max(LEAST_LIMIT, rows / SMALL_LIMIT);
        return switch (number % 4) {
            case 0 -> new RowLimits(small, small, true);
            case 1 -> new RowLimits(small, Math.max(small, rows / MIDDLE_LIMIT), number != HIDDEN_LIMIT);
            case 2 -> new RowLimits(small, rows * LARGE_LIMIT, true);
            default -> RowLimits.NONE;
        };
    }

    private static Set<Oddity> oddities(int number) {
        Set<Oddity> oddities = EnumSet.noneOf(Oddity.class);
        switch (number) {
            case ONE_TIME -> oddities.add(Oddity.ONE_TIME);
            case NO_COUNT -> oddities.add(Oddity.NO_COUNT);
            case NO_GROUP_BY -> oddities.add(Oddity.NO_GROUP_BY);
            case NOT_A_NUMBER -> oddities.add(Oddity.NOT_A_NUMBER);
            case GROWS -> oddities.add(Oddity.GROWS);
            default -> {}
        }
        if (number % RELEASE_DATES_EVERY == 1) {
            oddities.add(Oddity.RELEASE_DATES);
        }
        return oddities;
    }
}
