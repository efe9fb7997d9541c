package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @TempDir
    private Path folder;

    private final List<String> renamed = new ArrayList<>();

    private String put(Names names, String wanted, long order) throws Exception {
        String url = "http://x/" + order;
        Part part = new Part(folder, url);
        Files.writeString(part.data(), url);
        List<String> name = new ArrayList<>();
        names.place(names.claim(wanted, order, url), part, any -> {}, name::add);
        return name.getFirst();
    }

    private Names names() {
        return new Names(folder, (from, to) -> renamed.add(from + " " + to));
    }

    private Set<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> all = new TreeSet<>();
            for (Path file : files.toList()) {
                all.add(file.getFileName() + " " + Files.readString(file));
            }
            return all;
        }
    }

    @Test
    void areTheSameInWhateverOrderFilesCome() throws Exception {
        Names names = names();
        assertThat(put(names, "a.fits", 3)).isEqualTo("a.fits");
        assertThat(put(names, "A.FITS", 2)).isEqualTo("A.FITS");
        assertThat(put(names, "a.fits", 1)).isEqualTo("a.fits");
        Set<String> backwards = files();
        assertThat(renamed).hasSize(2);
        for (String each : backwards) {
            Files.delete(folder.resolve(each.substring(0, each.indexOf(' '))));
        }

        names = names();
        put(names, "a.fits", 1);
        put(names, "A.FITS", 2);
        put(names, "a.fits", 3);
        assertThat(files()).isEqualTo(backwards).hasSize(3).contains("a.fits http://x/1");
        assertThat(renamed).hasSize(2);
    }

    @Test
    void neverTouchWhatIsThere() throws Exception {
        Files.writeString(folder.resolve("a.fits"), "mine");
        Files.createSymbolicLink(folder.resolve("b.fits"), folder.resolve("nowhere"));
        Names names = names();
        assertThat(put(names, "a.fits", 1)).matches("a-[0-9a-f]{8}\\.fits");
        assertThat(put(names, "b.fits", 2)).matches("b-[0-9a-f]{8}\\.fits");
        assertThat(put(names, "manifest.jsonl", 3)).matches("manifest-[0-9a-f]{8}\\.jsonl");
        assertThat(folder.resolve("a.fits")).hasContent("mine");
        assertThat(Files.isSymbolicLink(folder.resolve("b.fits"))).isTrue();
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
                    attachment; filename="a.fits" | http://x/get?id=1 | - | FITS | a.fits
                    attachment; filename="../a" | http://x/get?id=1 | - | FITS | _a.fits
                    - | http://x/data/m%2031.fits?x=1 | - | FITS | m 31.fits
                    - | http://x/data/%2e%2e%2fm31.fits | - | FITS | _m31.fits
                    - | http://x/get?id=1 | ivo://a/~?coll/im/7 | FITS | coll_im_7.fits
                    - | http://x/get?id=1 | ivo://a/b | JPEG | a_b.jpg
                    - | http://x/get?id=1 | - | FITS | get-4d353483.fits
                    - | http://x/ | - | OTHER | file-37844e1d
                    - | http://x/a.fits | - | GZIP | a.fits.gz
                    - | http://x/a.fits.gz | - | GZIP | a.fits.gz
                    - | http://x/a.dat | - | FITS | a.dat
                    - | http://x/obs.1234 | - | FITS | obs.1234.fits
                    """)
    void areWhatFilesAreCalled(
            @Nullable String disposition, String url, @Nullable String did, ContentKind kind, String name) {
        assertThat(WantedName.of(disposition, url, url, did, kind, null)).isEqualTo(name);
    }
}
