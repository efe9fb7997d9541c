package org.skytrawl.simvo.universe;

/** A closed interval. */
public record Span(double lo, double hi) {
    public boolean overlaps(Span other) {
        return lo <= other.hi && hi >= other.lo;
    }

    public Span union(Span other) {
        return new Span(Math.min(lo, other.lo), Math.max(hi, other.hi));
    }
}
