package org.skytrawl.server.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.server.run.DataFolder;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.server.run.StoredRun;

class RunViewsTest {
    @TempDir
    Path temp;

    private static List<FoundDataset> rows(int count) {
        List<FoundDataset> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Rows.dataset(Map.of(ObsCoreColumn.access_url, "http://a.example/" + i)));
        }
        return rows;
    }

    private static ServedRun run(DataFolder folder, String id, int rows) throws IOException {
        return StoredRun.of(folder, id, rows(rows), Rows.log());
    }

    @Test
    void viewsAreBoundedByRows() throws Exception {
        try (DataFolder folder = DataFolder.take(temp)) {
            ServedRun large = run(folder, "large", 3000);
            ServedRun other = run(folder, "other", 2500);
            ServedRun small = run(folder, "small", 1);
            RunViews views = new RunViews(5000);

            DatasetView first = views.of(large);
            views.of(small);
            assertThat(views.of(large)).isSameAs(first);
            assertThat(views.weight()).isEqualTo(4000);

            views.of(other);
            assertThat(views.weight()).isLessThanOrEqualTo(5000);
            assertThat(views.of(large)).isNotSameAs(first);
        }
    }

    @Test
    void aViewThatAloneIsTooLargeStaysUntilTheNext() throws Exception {
        try (DataFolder folder = DataFolder.take(temp)) {
            ServedRun large = run(folder, "large", 3000);
            RunViews views = new RunViews(1000);

            DatasetView view = views.of(large);

            assertThat(view.size()).isEqualTo(3000);
            assertThat(views.of(large)).isSameAs(view);
            views.of(run(folder, "small", 1));
            assertThat(views.weight()).isEqualTo(1000);
            views.forget("small");
            assertThat(views.weight()).isZero();
        }
    }
}
