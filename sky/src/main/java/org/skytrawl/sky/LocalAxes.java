package org.skytrawl.sky;

/** Unit vectors to north and east at a point; at a pole those of its nominal right ascension. */
record LocalAxes(Vec north, Vec east) {

    static LocalAxes at(SkyPoint point) {
        double ra = Math.atan2(point.y(), point.x());
        Vec east = new Vec(-Math.sin(ra), Math.cos(ra), 0);
        return new LocalAxes(point.vec().cross(east).unit(), east);
    }
}
