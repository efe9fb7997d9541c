package org.skytrawl.merge;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;

/** What an earlier result says of its datasets, somebody else may have written. */
class EarlierDatasetsTest {
    private static final int MANY = 20_000;
    private static final ObsCoreRecord RECORD =
            Records.of("d1", "application/fits", "http://h/1").get();

    private static Origin origin(Ivoid ivoid, String url) {
        return new Origin(ivoid, "", Protocol.SIA1, url);
    }

    private static Service service(Ivoid ivoid, String url) {
        return Service.of(List.of(ivoid), "", Protocol.SIA1, url, null);
    }

    private static List<Answer> answers(FoundDataset found, Map<Service, Origin> asked) {
        return EarlierDatasets.of(List.of(found), asked, service -> false, List.of());
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
            merged.add(new MergedRecord(own, Protocol.SIA1, RECORD));
            origins.add(origin(one, "http://q/" + i));
            merged.add(new MergedRecord(one, Protocol.SIA1, RECORD));
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
}
