package org.skytrawl.spark.function;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A call of a method of a serializable object from SQL. Spark calls it directly from the code that it makes of a query, with its own
 * text and array types: a row makes no objects on the way.
 */
public final class SqlCall {
    private final Object target;
    private final String method;
    private final DataType result;
    private final List<Expression> arguments = new ArrayList<>();
    private final List<AbstractDataType> types = new ArrayList<>();

    /**
     * @param target of a public class; each task has a copy
     * @param method public; its boxed result may be null
     */
    public SqlCall(Object target, String method, DataType result) {
        this.target = target;
        this.method = method;
        this.result = result;
    }

    /** An argument of type {@code UTF8String}, null for NULL. */
    public SqlCall text(Expression value) {
        return argument(cast(value, DataTypes.StringType), DataTypes.StringType);
    }

    /** An argument of type {@code double}, NaN for NULL. */
    public SqlCall number(Expression value) {
        Expression number = cast(value, DataTypes.DoubleType);
        Expression or = Literal.create(Double.NaN, DataTypes.DoubleType);
        return argument(new Coalesce(seq(List.of(number, or))), DataTypes.DoubleType);
    }

    /** An argument of type {@code int}, -1 for NULL. */
    public SqlCall whole(Expression value) {
        Expression number = cast(value, DataTypes.IntegerType);
        Expression or = Literal.create(-1, DataTypes.IntegerType);
        return argument(new Coalesce(seq(List.of(number, or))), DataTypes.IntegerType);
    }

    private SqlCall argument(Expression value, DataType type) {
        arguments.add(value);
        types.add(type);
        return this;
    }

    private static Expression cast(Expression value, DataType type) {
        return new Cast(value, type, Option.empty());
    }

    private static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    /** The call as an expression. */
    public Expression build() {
        return new Invoke(
                Literal.fromObject(target, new ObjectType(target.getClass())),
                method,
                result,
                seq(arguments),
                seq(types),
                false,
                true,
                true);
    }
}
