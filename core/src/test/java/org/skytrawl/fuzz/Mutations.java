package org.skytrawl.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes mutants of good documents: of VOTables, or of anything else. */
public final class Mutations {
    /** Mutants grow no further, so that none is slow only because it is long. */
    private static final int LONGEST = 200_000;

    private final List<byte[]> originals;
    private final boolean xml;

    private Mutations(List<byte[]> originals, boolean xml) {
        this.originals = List.copyOf(originals);
        this.xml = xml;
    }

    public static Mutations ofVoTables(List<byte[]> originals) {
        return new Mutations(originals, true);
    }

    public static Mutations ofTexts(List<String> originals) {
        return new Mutations(originals.stream().map(ByteMutations::utf8).toList(), false);
    }

    public static Mutations ofBytes(List<byte[]> originals) {
        return new Mutations(originals, false);
    }

    /** A mutant, by one to seven mutations, of few more often than of many. */
    public byte[] mutant(SplittableRandom random) {
        byte[] mutant = Nasty.one(originals, random);
        if (random.nextInt(16) == 0) {
            mutant = spliced(mutant, Nasty.one(originals, random), random);
        }
        int more = random.nextInt(1, 8);
        do {
            mutant =
                    xml && random.nextInt(3) > 0 ? XmlMutations.one(mutant, random) : ByteMutations.one(mutant, random);
            more -= 1 + random.nextInt(3);
        } while (more > 0);
        return mutant.length > LONGEST ? Arrays.copyOf(mutant, LONGEST) : mutant;
    }

    /** The beginning of one and the end of the other; in XML mostly where a tag begins. */
    private byte[] spliced(byte[] one, byte[] other, SplittableRandom random) {
        int cut = random.nextInt(one.length + 1);
        int rest = random.nextInt(other.length + 1);
        if (xml && random.nextInt(4) > 0) {
            cut = nextTag(one, cut);
            rest = nextTag(other, rest);
        }
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(one, 0, cut);
        both.write(other, rest, other.length - rest);
        return both.toByteArray();
    }

    private static int nextTag(byte[] document, int from) {
        int at = from;
        while (at < document.length && document[at] != '<') {
            at++;
        }
        return at;
    }
}
