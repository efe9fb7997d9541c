package org.skytrawl.simvo.sia;

import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.Outline;
import org.skytrawl.simvo.universe.SimService.Published;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;
import org.skytrawl.sky.SkyShape;

/** @param around the circle around the centre that contains the shape */
record Entry(Published published, SkyShape shape, SkyCircle around) {
    static Entry of(Published published) {
        Dataset dataset = published.dataset();
        SkyPoint centre = SkyPoint.ofDegrees(dataset.raDeg(), dataset.decDeg());
        SkyCircle around = new SkyCircle(centre, dataset.extent().fovDeg() / 2);
        SkyShape shape = dataset.extent() instanceof Extent.Rectangle rectangle
                ? SkyPolygon.ofDegrees(Outline.cornersDeg(dataset.raDeg(), dataset.decDeg(), rectangle))
                : around;
        return new Entry(published, shape, around);
    }

    Dataset dataset() {
        return published.dataset();
    }

    static final class BadParameter extends Exception {
        private static final long serialVersionUID = 1;

        BadParameter(String message) {
            super(message);
        }
    }
}
