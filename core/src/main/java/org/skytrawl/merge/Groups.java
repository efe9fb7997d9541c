package org.skytrawl.merge;

/** Which records are one dataset: a union-find whose sets are named by one of their records. */
final class Groups {
    private final int[] parents;

    Groups(int records) {
        this.parents = new int[records];
        for (int i = 0; i < records; i++) {
            parents[i] = i;
        }
    }

    /** Makes one of the groups of two records. */
    void join(int a, int b) {
        int rootA = rootOf(a);
        int rootB = rootOf(b);
        parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    /** The record that names the group. */
    int rootOf(int record) {
        int i = record;
        while (parents[i] != i) {
            parents[i] = parents[parents[i]];
            i = parents[i];
        }
        return i;
    }
}
