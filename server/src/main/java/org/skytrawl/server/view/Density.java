package org.skytrawl.server.view;

import java.util.List;
import org.skytrawl.sky.SkyPoint;

/**
 * The number of rows by HEALPix cell (nested).
 *
 * @param cells those with rows, rising
 */
public record Density(int order, List<Cell> cells) {
    public Density {
        cells = List.copyOf(cells);
    }

    /** A cell with its number of rows and its middle. */
    public record Cell(long cell, int count, SkyPoint centre) {}
}
