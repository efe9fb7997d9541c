package org.skytrawl.simvo.universe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** One way in which data centres publish and register, with the number of services that it makes. */
sealed interface Recipe permits ImageRecipe, SpectralRecipe {
    int services();

    void make(Draft draft);

    /** All recipes once: one for spectra after two for images, both in an order of their own. */
    static Deque<Recipe> shuffled(Draft draft) {
        Deque<Recipe> images = new ArrayDeque<>(shuffled(ImageRecipe.values(), draft.random()));
        Deque<Recipe> spectra = new ArrayDeque<>(
                shuffled(SpectralRecipe.values(), draft.spectra().random()));
        Deque<Recipe> all = new ArrayDeque<>();
        while (!images.isEmpty() || !spectra.isEmpty()) {
            for (Deque<Recipe> next : List.of(images, images, spectra)) {
                if (!next.isEmpty()) {
                    all.add(next.remove());
                }
            }
        }
        return all;
    }

    private static List<Recipe> shuffled(Recipe[] recipes, SplittableRandom random) {
        List<Recipe> all = new ArrayList<>(Arrays.asList(recipes));
        for (int i = all.size() - 1; i > 0; i--) {
            Collections.swap(all, i, random.nextInt(i + 1));
        }
        return all;
    }
}
