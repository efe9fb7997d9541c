package org.skytrawl.simvo.universe;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.skytrawl.simvo.universe.Resource.Kind;

/**
 * Services for target lists: in turn an ObsTAP service that takes uploaded tables, one that does not, and an SIA service.
 * The ways in which each takes many positions at once follow each other too. One in five has data all over the sky.
 */
final class TargetsLayout {
    private static final List<UploadWay> TAKEN = List.of(
            UploadWay.USUAL,
            UploadWay.HARD_ROWS,
            UploadWay.HIDDEN_ROWS,
            UploadWay.USUAL_ROWS,
            UploadWay.HARD_BYTES,
            UploadWay.HIDDEN_BYTES);

    private static final List<UploadWay> NOT_TAKEN =
            List.of(UploadWay.NONE, UploadWay.NONE, UploadWay.REFUSED, UploadWay.NONE);

    private static final List<RepeatedPos> POS = List.of(
            RepeatedPos.UNION,
            RepeatedPos.FIRST,
            RepeatedPos.UNION,
            RepeatedPos.REFUSED,
            RepeatedPos.UNION,
            RepeatedPos.LAST,
            RepeatedPos.UNION,
            RepeatedPos.IGNORED);

    private static final int SIA1_EVERY = 5;
    private static final int ALL_SKY_EVERY = 5;
    private static final int DATASETS = 30;
    private static final int COLLECTION = 5;

    private final Draft draft;
    private final SkyFields fields;
    private final SplittableRandom random;

    TargetsLayout(Draft draft, long seed) {
        this.draft = draft;
        this.fields = SkyFields.of(seed);
        this.random = draft.random();
    }

    void make() {
        for (int i = 0; draft.left() > 0; i++) {
            int turn = i / 3;
            boolean allSky = i % ALL_SKY_EVERY == ALL_SKY_EVERY - 1;
            switch (i % 3) {
                case 0 -> make(i, SimProtocol.OBSTAP, allSky, new ServiceWays(of(TAKEN, turn), RepeatedPos.UNION));
                case 1 -> make(i, SimProtocol.OBSTAP, allSky, new ServiceWays(of(NOT_TAKEN, turn), RepeatedPos.UNION));
                default -> {
                    SimProtocol protocol = turn % SIA1_EVERY == 1 ? SimProtocol.SIA1 : SimProtocol.SIA2;
                    RepeatedPos pos = of(POS, turn);
                    // elsewhere each target needs a request, more than a client may send to one service
                    boolean takesMany = protocol == SimProtocol.SIA2 && pos == RepeatedPos.UNION;
                    make(i, protocol, allSky && takesMany, new ServiceWays(UploadWay.NONE, pos));
                }
            }
        }
    }

    private static <T> T of(List<T> all, int turn) {
        return all.get(turn % all.size());
    }

    private void make(int number, SimProtocol protocol, boolean allSky, ServiceWays ways) {
        Centre centre = draft.centre(draft.host());
        DatasetMaker.Style style =
                new DatasetMaker.Style(DatasetMaker.Place.ANYWHERE, protocol == SimProtocol.SIA1, true);
        double[] middle = fields.any(random);
        List<Dataset> data = new ArrayList<>();
        for (int i = 0; i < DATASETS; i += COLLECTION) {
            // of the services with data all over the sky a third is where no field is
            double[] place = !allSky ? middle : i % 3 == 0 ? SkyFields.anywhere(random) : fields.any(random);
            data.addAll(draft.datasets().around(style, place, COLLECTION));
        }
        String name = "t" + number;
        String table = protocol.table();
        SimService service = draft.with(centre.service(protocol, "/" + name + protocol.path(), table, data), ways);
        centre.register(
                name,
                "vs:catalogservice",
                allSky ? Coverage.EVERYTHING : Coverage.full(data),
                List.of(),
                table == null ? List.of() : List.of(table),
                Centre.as(Kind.of(protocol), service));
    }
}
