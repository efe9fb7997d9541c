package org.skytrawl.spark.function;

import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.skytrawl.model.PlainText;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.StcS;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Functions for SQL, DataFrames and PySpark: {@code spark.sql.extensions=org.skytrawl.spark.function.SkytrawlExtensions}.
 *
 * <p>What a dataset covers is told by {@code s_region}, else by a circle of half of {@code s_fov} around {@code s_ra, s_dec}, else by
 * that position, as in a run. A region that is NULL, or cannot be read, counts as missing. Angles are degrees, ICRS.
 *
 * <ul>
 *   <li>{@code skytrawl_overlaps(s_region, place)}, {@code skytrawl_overlaps(s_region, s_ra, s_dec, s_fov, place)}: whether it
 *       overlaps a place, STC-S as in {@code 'CIRCLE ICRS 10 20 0.5'}, {@code 'POLYGON ...'}, {@code 'MOC 3/1-4'}. NULL if nothing
 *       tells what the dataset covers, or if there is only a position, not in the place but within 30 degrees. A place in a column
 *       that is NULL, or cannot be read, gives NULL; a constant that cannot be read is an error before the query runs.
 *   <li>{@code skytrawl_overlaps(s_region, s_ra, s_dec, s_fov, ra, dec, radius)}: the same for a circle. NULL also if there is no
 *       such circle.
 *   <li>{@code skytrawl_moc(s_region, order)}, {@code skytrawl_moc(s_region, s_ra, s_dec, s_fov, order)}: the nested HEALPix cells of
 *       an order that it overlaps, rising, as {@code array<bigint>}; also cells that it misses by less than a quarter of their size. Two
 *       footprints that overlap share a cell, so that cells are the key of a join. NULL if nothing tells what it covers. More than a
 *       million cells are an error; up to order 8 there are never so many.
 *   <li>{@code skytrawl_healpix(ra, dec, order)}: the nested cell of a position; NULL if there is none.
 * </ul>
 */
public final class SkytrawlExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
    private interface Form {
        Expression of(List<Expression> arguments);
    }

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        inject(
                extensions,
                "skytrawl_overlaps",
                "(s_region[, s_ra, s_dec, s_fov], place) or (..., ra, dec, radius)",
                SkytrawlExtensions::overlaps);
        inject(extensions, "skytrawl_moc", "(s_region[, s_ra, s_dec, s_fov], order)", SkytrawlExtensions::moc);
        inject(extensions, "skytrawl_healpix", "(ra, dec, order)", SkytrawlExtensions::healpix);
        return BoxedUnit.UNIT;
    }

    private static void inject(SparkSessionExtensions extensions, String name, String arguments, Form form) {
        Function1<Seq<Expression>, Expression> builder = new AbstractFunction1<>() {
            @Override
            public Expression apply(Seq<Expression> given) {
                return form.of(CollectionConverters.asJava(given));
            }
        };
        String usage = name + arguments + ": see docs/scale.md";
        ExpressionInfo info = new ExpressionInfo(
                SkytrawlExtensions.class.getName(), "", name, usage, "", "", "", "", "", "", "java_udf");
        extensions.injectFunction(new Tuple3<>(new FunctionIdentifier(name), info, builder));
    }

    private static Expression overlaps(List<Expression> all) {
        Expression none = Literal.create(null, DataTypes.DoubleType);
        return switch (all.size()) {
            case 2 -> overlaps(all.get(0), none, none, none, all.get(1));
            case 5 -> overlaps(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4));
            case 7 ->
                dataset("overlapsCircle", DataTypes.BooleanType, all.get(0), all.get(1), all.get(2), all.get(3))
                        .number(all.get(4))
                        .number(all.get(5))
                        .number(all.get(6))
                        .build();
            default -> throw wrongNumber("skytrawl_overlaps", "2, 5 or 7", all);
        };
    }

    private static Expression overlaps(
            Expression region, Expression ra, Expression dec, Expression fov, Expression place) {
        if (place.resolved() && place.foldable() && place.eval(null) instanceof UTF8String text) {
            checkPlace(text.toString());
        }
        return dataset("overlaps", DataTypes.BooleanType, region, ra, dec, fov)
                .text(place)
                .build();
    }

    private static void checkPlace(String text) {
        try {
            var unused = StcS.parse(text);
        } catch (ShapeFormatException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "skytrawl_overlaps: '" + PlainText.of(text, 80) + "' is no region: " + e.getMessage(), e);
        }
    }

    private static Expression moc(List<Expression> all) {
        DataType cells = DataTypes.createArrayType(DataTypes.LongType, false);
        Expression none = Literal.create(null, DataTypes.DoubleType);
        SqlCall call = switch (all.size()) {
            case 2 -> dataset("cells", cells, all.get(0), none, none, none);
            case 5 -> dataset("cells", cells, all.get(0), all.get(1), all.get(2), all.get(3));
            default -> throw wrongNumber("skytrawl_moc", "2 or 5", all);
        };
        return call.whole(all.getLast()).build();
    }

    private static Expression healpix(List<Expression> all) {
        if (all.size() != 3) {
            throw wrongNumber("skytrawl_healpix", "3", all);
        }
        return new SqlCall(new Footprints(), "cell", DataTypes.LongType)
                .number(all.get(0))
                .number(all.get(1))
                .whole(all.get(2))
                .build();
    }

    private static SqlCall dataset(
            String method, DataType result, Expression region, Expression ra, Expression dec, Expression fov) {
        return new SqlCall(new Footprints(), method, result)
                .text(region)
                .number(ra)
                .number(dec)
                .number(fov);
    }

    private static IllegalArgumentException wrongNumber(String name, String numbers, List<Expression> all) {
        return new IllegalArgumentException(name + " has " + numbers + " arguments, not " + all.size());
    }
}
