package org.skytrawl.registry.regtap;

/**
 * How a snapshot was fetched.
 *
 * @param full whether all was fetched, and not only what has changed
 * @param why why all was, in a few words; empty if it was not
 * @param resources how many resources the registry has that may be asked
 * @param changed how many of them have changed, if not all was fetched
 * @param added how many of them are new, if not all was fetched
 * @param vanished how many are gone, if not all was fetched
 */
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
