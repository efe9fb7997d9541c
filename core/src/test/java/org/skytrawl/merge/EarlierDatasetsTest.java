package org.skytrawl.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MeetingHashes;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;

/** What an earlier result says of its datasets, somebody else may have written. */
class EarlierDatasetsTest {
    private static final int MANY = 20_000;
    private static final ObsCoreRecord RECORD =
            Records.of("d1", "application/fits", "http://h/1").get();

    private static Origin origin(Ivoid ivoid, String url) {
        return new Origin(ivoid, "", Sia1.PROTOCOL, url);
    }

    private static Service service(Ivoid ivoid, String url) {
        return Service.of(List.of(ivoid), "", Sia1.PROTOCOL, url, null);
    }

    private static List<Answer> answers(FoundDataset found, Map<Service, Origin> asked) {
        return EarlierDatasets.of(List.of(found), asked, service -> false, List.of())
                .earlier();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDatasetOfManyOriginsAndMergedRecordsIsTakenApartInTime() {
        List<Origin> origins = new ArrayList<>();
        List<MergedRecord> merged = new ArrayList<>();
        Ivoid one = new Ivoid("ivo://x/one");
        for (int i = 0; i < MANY; i++) {
            Ivoid own = new Ivoid("ivo://x/" + MeetingHashes.text(i));
            origins.add(origin(own, "http://q/" + i));
            merged.add(new MergedRecord(own, Sia1.PROTOCOL, RECORD));
            origins.add(origin(one, "http://q/" + i));
            merged.add(new MergedRecord(one, Sia1.PROTOCOL, RECORD));
        }
        List<Answer> answers = answers(new FoundDataset(RECORD, origins, merged), Map.of());
        assertThat(answers)
                .hasSize(2 * MANY)
                .allMatch(answer -> !answer.records().isEmpty());
        assertThat(answers.get(2).records()).hasSize(1);
        assertThat(answers.get(3).records()).hasSize(MANY);
        assertThat(answers.getLast().records()).hasSize(1);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anOriginIsOfTheServiceWhoseUrlItsQueryBeginsWith() {
        Ivoid ivoid = new Ivoid("ivo://x/one");
        Map<Service, Origin> asked = new HashMap<>();
        List<Origin> origins = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String url = "http://x/" + i + "?";
            asked.put(service(ivoid, url), origin(ivoid, url));
            origins.add(origin(ivoid, url + "POS=1,2"));
        }
        asked.put(service(ivoid, "http://x/7?A=1&"), origin(ivoid, "http://x/7?A=1&"));
        List<Answer> answers = answers(new FoundDataset(RECORD, origins), asked);
        assertThat(answers)
                .hasSize(MANY)
                .allMatch(answer -> (answer.service().accessUrl() + "POS=1,2")
                        .equals(answer.origin().url()));
    }

    @Test
    void whatTheRunMergedStaysOneDataset() {
        Service one = Records.service(ObsTap.PROTOCOL, "one");
        Service other = Records.service(Sia1.PROTOCOL, "other");
        for (String region : new String[] {null, "CIRCLE ICRS 10 0 0.6"}) {
            for (String did : new String[] {null, "d"}) {
                List<Answer> answers = List.of(
                        Records.answer(one, wide(did, "http://h/1", 10, region), wide("e", "http://h/1", 20, null)),
                        Records.answer(
                                other, wide(did, "http://h/2", 10.7, region), wide("e", "http://h/2", 20.7, null)),
                        Records.answer(
                                other,
                                "?part=2",
                                Records.of(did, null, "http://h/1")
                                        .at(10.6)
                                        .with(ObsCoreColumn.s_dec, 0)
                                        .with(ObsCoreColumn.s_fov, 1)
                                        .get()));
                MergeResult first = Merger.merge(answers);
                Map<Service, Origin> asked = new HashMap<>();
                answers.forEach(answer -> asked.putIfAbsent(answer.service(), answer.origin()));
                for (Service answered : new Service[] {null, one}) {
                    List<Answer> again = new ArrayList<>(answered == null ? List.of() : answers.subList(0, 1));
                    again.addAll(EarlierDatasets.of(
                                    first.datasets(), asked, service -> service.equals(answered), List.copyOf(again))
                            .earlier());
                    assertThat(Merger.merge(again).datasets())
                            .extracting(FoundDataset::record, it -> it.origins().size())
                            .containsExactlyElementsOf(first.datasets().stream()
                                    .map(it -> tuple(it.record(), it.origins().size()))
                                    .toList());
                }
            }
        }
    }

    private static ObsCoreRecord wide(String did, String url, double raDeg, String region) {
        return Records.of(did, "application/fits", url)
                .at(raDeg)
                .with(ObsCoreColumn.s_dec, 0)
                .with(ObsCoreColumn.s_fov, 1)
                .with(ObsCoreColumn.s_region, region)
                .get();
    }
}
