package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A polygon around a middle, with vertices at rising position angles. On the tangent plane of the middle great circles
 * are straight lines, so that whether it holds a point is plane geometry of its sectors.
 */
record Star(SkyPoint middle, double size, double[] angles, double[] tangents) {

    /** With vertices up to a size, radians, from the middle, below 90 degrees. */
    static Star random(SkyPoint middle, double size, SplittableRandom random) {
        int count = random.nextInt(4, 12);
        double[] angles = new double[count];
        double[] tangents = new double[count];
        for (int i = 0; i < count; i++) {
            angles[i] = 2 * Math.PI * (i + random.nextDouble(0.8)) / count;
            tangents[i] = Math.tan(size * random.nextDouble(0.2, 1));
        }
        return new Star(middle, size, angles, tangents);
    }

    SkyPolygon polygon() {
        List<SkyPoint> vertices = new ArrayList<>();
        for (int i = 0; i < angles.length; i++) {
            vertices.add(Samples.offset(middle, Math.atan(tangents[i]), angles[i]));
        }
        return SkyPolygon.of(vertices);
    }

    /** Whether the star, made larger by a factor on the tangent plane, holds a point. */
    boolean contains(SkyPoint point, double factor) {
        LocalAxes axes = LocalAxes.at(middle);
        double forward = point.vec().dot(middle.vec());
        if (forward <= 0) {
            return false;
        }
        double x = point.vec().dot(axes.north()) / forward / factor;
        double y = point.vec().dot(axes.east()) / forward / factor;
        double angle = Math.atan2(y, x);
        for (int i = 0; i < angles.length; i++) {
            int next = (i + 1) % angles.length;
            double width = turn(angles[next] - angles[i]);
            if (turn(angle - angles[i]) <= width) {
                double ax = tangents[i] * Math.cos(angles[i]);
                double ay = tangents[i] * Math.sin(angles[i]);
                double bx = tangents[next] * Math.cos(angles[next]);
                double by = tangents[next] * Math.sin(angles[next]);
                return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
            }
        }
        throw new AssertionError("no sector holds " + angle);
    }

    /** Some point of it. */
    SkyPoint sample(SplittableRandom random) {
        int i = random.nextInt(angles.length);
        int next = (i + 1) % angles.length;
        double t = random.nextDouble();
        double scale = Math.sqrt(random.nextDouble());
        double x = scale * (tangents[i] * Math.cos(angles[i]) * (1 - t) + tangents[next] * Math.cos(angles[next]) * t);
        double y = scale * (tangents[i] * Math.sin(angles[i]) * (1 - t) + tangents[next] * Math.sin(angles[next]) * t);
        return Samples.offset(middle, Math.atan(Math.hypot(x, y)), Math.atan2(y, x));
    }

    private static double turn(double angle) {
        double turned = angle % (2 * Math.PI);
        return turned < 0 ? turned + 2 * Math.PI : turned;
    }
}
