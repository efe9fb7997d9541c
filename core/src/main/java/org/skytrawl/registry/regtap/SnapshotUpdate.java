package org.skytrawl.registry.regtap;

/**
 * How a snapshot was fetched.
 *
 * @param full whether everything was fetched, and not only what had changed
 * @param why the short reason of a full fetch, else empty
 * @param resources the number of candidate resources in the registry
 * @param changed the number of changed resources; 0 for a full fetch
 * @param added the number of new resources; 0 for a full fetch
 * @param vanished the number of vanished resources; 0 for a full fetch
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
