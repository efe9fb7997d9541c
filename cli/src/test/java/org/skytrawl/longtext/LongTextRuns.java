package org.skytrawl.longtext;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.skytrawl.simvo.universe.SimProtocol;

/**
 * Tries long texts in all places, in a JVM of its own, so that one that hangs can be ended; says on stdout what it begins and
 * how that ended. Arguments: the number of the batch to begin with; and for the cases of only that batch, each alone, the
 * number of the case to begin with.
 */
final class LongTextRuns {
    private LongTextRuns() {}

    public static void main(String[] args) throws Exception {
        int first = Integer.parseInt(args[0]);
        try (HonestVo vo = new HonestVo()) {
            List<Batch> batches = batches(vo, System.getProperty("longtext"));
            if (args.length > 1) {
                Batch batch = batches.get(first);
                for (int i = Integer.parseInt(args[1]); i < batch.cases().size(); i++) {
                    tell(i, batch.name() + ": " + batch.cases().get(i), batch, List.of(i));
                }
            } else {
                for (int i = first; i < batches.size(); i++) {
                    Batch batch = batches.get(i);
                    List<Integer> all =
                            IntStream.range(0, batch.cases().size()).boxed().toList();
                    tell(i, batch.name() + " (" + all.size() + " cases)", batch, all);
                }
            }
            System.out.println("DONE");
        }
        System.exit(0);
    }

    private static void tell(int number, String name, Batch batch, List<Integer> chosen) {
        System.out.println("BEGIN " + number + " " + name);
        long begin = System.nanoTime();
        String wrong;
        try {
            wrong = batch.run(chosen);
        } catch (Exception | LinkageError e) {
            wrong = e.toString();
        }
        long ms = (System.nanoTime() - begin) / 1_000_000;
        System.out.println(wrong == null ? "OK " + ms + " ms" : "WRONG " + wrong.replace('\n', ' '));
    }

    private static List<Batch> batches(HonestVo vo, String howMany) throws Exception {
        return howMany.equals("few") ? few(vo) : more(vo, howMany.equals("all"));
    }

    /** Those that give images, for which the runs ask. */
    private static final List<SimProtocol> PROTOCOLS = List.of(SimProtocol.OBSTAP, SimProtocol.SIA2, SimProtocol.SIA1);

    /** Every place once, of the attributes of columns a part, each with the next kind. */
    private static List<Batch> few(HonestVo vo) throws Exception {
        List<LongText> texts = LongText.all(LongText.LONG);
        List<Batch> batches = new ArrayList<>();
        HeaderBatches headers = new HeaderBatches(vo);
        batches.add(headers.with(texts));
        RegistryBatches registry = new RegistryBatches(vo);
        for (int i = 0; i < texts.size(); i += 4) {
            batches.add(registry.with(texts.get(i)));
        }
        for (SimProtocol protocol : PROTOCOLS) {
            batches.add(new ServiceBatches(vo, protocol, places -> Place.part(places, 0, 3)).inTurn(texts, 0));
        }
        batches.add(new LinkBatches(vo, headers).inTurn(texts, 0));
        batches.addAll(FileBatches.inTurn(vo, texts, places -> Place.part(places, 0, 2)));
        return batches;
    }

    /**
     * What the few leave out: more kinds of texts in each place, longer ones, and the other parts of the attributes. The full
     * product has the few too.
     */
    private static List<Batch> more(HonestVo vo, boolean full) throws Exception {
        List<LongText> texts = LongText.all(LongText.LONG);
        List<LongText> longer = LongText.all(LongText.LONGER);
        List<Batch> batches = new ArrayList<>();
        HeaderBatches headers = new HeaderBatches(vo);
        if (full) {
            batches.add(headers.with(texts));
        }
        batches.add(headers.with(longer));
        RegistryBatches registry = new RegistryBatches(vo);
        for (int i = full ? 0 : 2; i < texts.size(); i += full ? 1 : 4) {
            batches.add(registry.with(texts.get(i)));
        }
        for (int i = 0; i < longer.size(); i += full ? 1 : 6) {
            batches.add(registry.with(longer.get(i)));
        }
        for (SimProtocol protocol : PROTOCOLS) {
            if (full) {
                ServiceBatches services = new ServiceBatches(vo, protocol, UnaryOperator.identity());
                texts.forEach(text -> batches.add(services.with(text)));
                longer.forEach(text -> batches.add(services.with(text)));
            } else {
                batches.add(new ServiceBatches(vo, protocol, places -> Place.part(places, 1, 3)).inTurn(texts, 7));
                batches.add(new ServiceBatches(vo, protocol, places -> Place.part(places, 2, 3)).inTurn(longer, 0));
            }
        }
        LinkBatches links = new LinkBatches(vo, headers);
        for (int i = full ? 0 : 3; i < texts.size(); i += full ? 1 : 3) {
            batches.add(links.inTurn(texts, i));
        }
        for (int i = 0; i < (full ? longer.size() : 1); i++) {
            batches.add(links.inTurn(longer, i));
        }
        if (full) {
            batches.addAll(FileBatches.all(vo, texts));
            batches.addAll(FileBatches.all(vo, longer));
        } else {
            batches.addAll(FileBatches.inTurn(vo, longer.reversed(), places -> Place.part(places, 1, 2)));
        }
        return batches;
    }
}
