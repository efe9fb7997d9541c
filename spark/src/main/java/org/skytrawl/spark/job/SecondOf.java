package org.skytrawl.spark.job;

import java.util.Iterator;
import scala.Tuple2;

/** The rows of pairs. */
record SecondOf(Iterator<Tuple2<Integer, byte[]>> pairs) implements Iterator<byte[]> {
    @Override
    public boolean hasNext() {
        return pairs.hasNext();
    }

    @Override
    public byte[] next() {
        return pairs.next()._2();
    }
}
