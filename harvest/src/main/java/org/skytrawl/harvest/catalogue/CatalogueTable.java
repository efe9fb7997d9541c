package org.skytrawl.harvest.catalogue;

import org.jspecify.annotations.Nullable;

/** The tables of a catalogue. Each row of the pages is in exactly one of them. */
public enum CatalogueTable {
    /** A row for each dataset: HATS. */
    DATASETS("datasets"),
    /** Datasets that reach farther than {@link CatalogueColumns#FAR_DEG} from their position. */
    DATASETS_WIDE("datasets_wide"),
    /** Datasets without position. */
    DATASETS_UNPLACED("datasets_unplaced"),
    /** Records that tell of a dataset of the tables above, but lost the merge: HATS. */
    OTHERS("others"),
    OTHERS_WIDE("others_wide"),
    OTHERS_UNPLACED("others_unplaced");

    private final String folder;

    CatalogueTable(String folder) {
        this.folder = folder;
    }

    /** The name of its folder. */
    public String folder() {
        return folder;
    }

    /** Whether it has the layout of HATS; the others are plain files. */
    public boolean isHats() {
        return this == DATASETS || this == OTHERS;
    }

    /** Whether its rows have a position, by which they are sorted. */
    public boolean isPlaced() {
        return this != DATASETS_UNPLACED && this != OTHERS_UNPLACED;
    }

    /** Whether its rows lost a merge. */
    public boolean isOthers() {
        return this == OTHERS || this == OTHERS_WIDE || this == OTHERS_UNPLACED;
    }

    /** The table of a row. */
    public static CatalogueTable of(CatalogueRow row) {
        boolean isOther = row.origins() == null;
        if (!row.isPlaced()) {
            return isOther ? OTHERS_UNPLACED : DATASETS_UNPLACED;
        }
        if (row.reachDeg() > CatalogueColumns.FAR_DEG) {
            return isOther ? OTHERS_WIDE : DATASETS_WIDE;
        }
        return isOther ? OTHERS : DATASETS;
    }

    /** The table with a folder of this name, or null. */
    static @Nullable CatalogueTable named(String folder) {
        for (CatalogueTable table : values()) {
            if (table.folder.equals(folder)) {
                return table;
            }
        }
        return null;
    }
}
