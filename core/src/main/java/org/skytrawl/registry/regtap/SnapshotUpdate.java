package org.skytrawl.registry.regtap;

/** How a snapshot was fetched: all of it, and why, or the number of changed, new and vanished resources. */
public record SnapshotUpdate(boolean full, String why, int resources, int changed, int added, int vanished) {
    static SnapshotUpdate full(String why, int resources) {
        return new SnapshotUpdate(true, why, resources, 0, 0, 0);
    }

    @Override
    public String toString() {
        return full
                ? "all of " + resources + " resources fetched: " + why
                : changed + " changed and " + added + " new of " + resources + " resources fetched, " + vanished
                        + " dropped";
    }
}
