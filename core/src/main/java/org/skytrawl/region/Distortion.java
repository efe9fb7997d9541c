package org.skytrawl.region;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A distortion of an image: polynomials that are applied to pixels (SIP, Shupe et al. 2005, ASP Conf. Ser. 347, 491) or to
 * coordinates of the plane (TPV, the registry of FITS conventions). Immutable.
 */
sealed interface Distortion {
    int MAX_ORDER = 9;

    /** The new x and y. */
    double[] apply(double x, double y);

    /** Adds polynomials of the pixel offsets from CRPIX to them. Each has the factors of u^p v^q. */
    final class Sip implements Distortion {
        private final double[][] a;
        private final double[][] b;

        Sip(double[][] a, double[][] b) {
            this.a = a;
            this.b = b;
        }

        @Override
        public double[] apply(double u, double v) {
            return new double[] {u + sum(a, u, v), v + sum(b, u, v)};
        }

        private static double sum(double[][] factors, double u, double v) {
            double sum = 0;
            double ofU = 1;
            for (double[] row : factors) {
                double term = ofU;
                for (double factor : row) {
                    sum += factor * term;
                    term *= v;
                }
                ofU *= u;
            }
            return sum;
        }

        /**
         * Null if the header has none.
         *
         * @throws IOException if its order is out of range
         */
        static @Nullable Sip of(FitsCards header) throws IOException {
            if (!header.has("A_ORDER") && !header.has("B_ORDER")) {
                return null;
            }
            return new Sip(factors(header, "A"), factors(header, "B"));
        }

        private static double[][] factors(FitsCards header, String name) throws IOException {
            long order = header.integer(name + "_ORDER", 0);
            if (order < 0 || order > MAX_ORDER) {
                throw new IOException(name + "_ORDER is " + order + ", not from 0 to " + MAX_ORDER);
            }
            double[][] factors = new double[(int) order + 1][(int) order + 1];
            for (int p = 0; p <= order; p++) {
                for (int q = 0; p + q <= order; q++) {
                    factors[p][q] = header.number(name + "_" + p + "_" + q, 0);
                }
            }
            return factors;
        }
    }

    /** Polynomials of the coordinates of the plane and of their distance from its origin, degrees. */
    final class Tpv implements Distortion {
        private static final int FACTORS = 40;

        private final double[] first;
        private final double[] second;

        Tpv(double[] first, double[] second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public double[] apply(double x, double y) {
            return new double[] {sum(first, x, y), sum(second, y, x)};
        }

        /** Factors of x, y, r, x^2, xy, y^2, x^3 ...: each degree in turn, and r^d after an odd one. */
        private static double sum(double[] factors, double x, double y) {
            double r = Math.hypot(x, y);
            double sum = 0;
            int i = 0;
            for (int degree = 0; degree <= 7; degree++) {
                for (int q = 0; q <= degree; q++) {
                    sum += factors[i++] * Math.pow(x, degree - q) * Math.pow(y, q);
                }
                if (degree % 2 == 1) {
                    sum += factors[i++] * Math.pow(r, degree);
                }
            }
            return sum;
        }

        /** Of the PV keywords of two axes. */
        static Tpv of(FitsCards header, int lonAxis, int latAxis) throws IOException {
            return new Tpv(factors(header, lonAxis), factors(header, latAxis));
        }

        private static double[] factors(FitsCards header, int axis) throws IOException {
            double[] factors = new double[FACTORS];
            for (int i = 0; i < FACTORS; i++) {
                factors[i] = header.number("PV" + axis + "_" + i, i == 1 ? 1 : 0);
            }
            return factors;
        }

        /** Whether PV keywords of a TAN projection can only be such factors. */
        static boolean isMeant(FitsCards header, int lonAxis, int latAxis) {
            for (int i = 5; i < FACTORS; i++) {
                if (header.has("PV" + lonAxis + "_" + i) || header.has("PV" + latAxis + "_" + i)) {
                    return true;
                }
            }
            return false;
        }
    }
}
