package org.skytrawl.merge;

/** Groups of records that are one dataset: a union-find. The smallest record of a group names it. */
final class Groups {
    private final int[] parents;

    Groups(int records) {
        this.parents = new int[records];
        for (int i = 0; i < records; i++) {
            parents[i] = i;
        }
    }

    void join(int a, int b) {
        int rootA = rootOf(a);
        int rootB = rootOf(b);
        parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    }

    int rootOf(int record) {
        int i = record;
        while (parents[i] != i) {
            parents[i] = parents[parents[i]];
            i = parents[i];
        }
        return i;
    }
}
