package org.skytrawl.registry.search;

/**
 * A name of a creator matches this pattern. Names are written in many ways: {@code %Hubble%} mostly finds more than a full
 * name.
 *
 * @param pattern an SQL pattern, % for any characters and _ for one; case-sensitive
 */
public record Author(String pattern) implements SearchConstraint {
    public Author {
        pattern = Checked.text("an author's name", pattern);
    }
}
