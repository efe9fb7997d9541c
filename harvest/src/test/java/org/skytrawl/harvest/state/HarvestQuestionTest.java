package org.skytrawl.harvest.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.files.JsonObject;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;

class HarvestQuestionTest {
    private static HarvestQuestion read(String json) throws IOException {
        return HarvestQuestion.of(JsonObject.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }

    private static void comesBack(HarvestQuestion question) throws IOException {
        assertThat(read(question.json().toString())).isEqualTo(question);
    }

    @Test
    void comesBackFromTheFile() throws IOException {
        Interval open = new Interval(51_000.25, Double.POSITIVE_INFINITY);
        comesBack(new HarvestQuestion(
                new Question(new Cone(10.68, -41.27, 0.2), new Interval(1e-9, 2e-9), open, Set.of("image")), true));
        comesBack(new HarvestQuestion(
                new Question(PolygonRegion.ofDegrees(1, 2, 3, 2, 2, 4), null, null, Set.of()), false));
        comesBack(new HarvestQuestion(new Question(MocRegion.parse("6/100-120 130"), null, null, Set.of()), false));
        comesBack(new HarvestQuestion(new Question(null, null, open, Set.of("sed", "spectrum")), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"region\":\"cone 1 2\"}",
                "{\"region\":\"cone 1 2 x\"}",
                "{\"region\":\"cone 1 2 999\"}",
                "{\"region\":\"box 1 2 3\"}",
                "{\"region\":\"moc 99/1\"}",
                "{\"mjd\":{\"from\":3,\"to\":2}}",
                "{\"mjd\":3}",
                "{}"
            })
    void refusesWhatIsNoQuestion(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }
}
