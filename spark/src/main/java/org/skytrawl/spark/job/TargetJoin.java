package org.skytrawl.spark.job;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.skytrawl.harvest.catalogue.CatalogueColumns;
import org.skytrawl.harvest.catalogue.CatalogueTable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.spark.function.SqlCall;

/** Joins a target list with footprints: each executor has the whole list, and a row of the catalogue is looked up in it. */
final class TargetJoin {
    private static final String ROW = "target_row";
    private static final String ROWS = "target_rows";

    private final TargetSearch search;

    TargetJoin(SparkSession spark, TargetTable targets, double slackDeg) {
        Broadcast<TargetTable> broadcast =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(targets);
        this.search = new TargetSearch(broadcast, slackDeg);
    }

    /** A row for each target and each dataset that overlaps it: the target's columns, then all of the dataset. */
    Dataset<Row> pairs(FootprintScan scan) {
        Dataset<Row> all = pairs(scan.rows(CatalogueTable.DATASETS));
        return all.unionByName(pairs(scan.rows(CatalogueTable.DATASETS_WIDE)))
                .unionByName(pairs(scan.rows(CatalogueTable.DATASETS_UNPLACED)));
    }

    private Dataset<Row> pairs(Dataset<Row> datasets) {
        Column[] columns = new Column[datasets.columns().length + 5];
        columns[0] = functions.col(ROW);
        columns[1] = ofTarget("id", DataTypes.StringType).as("target_id");
        columns[2] = ofTarget("raDeg", DataTypes.DoubleType).as("target_ra");
        columns[3] = ofTarget("decDeg", DataTypes.DoubleType).as("target_dec");
        columns[4] = ofTarget("radiusDeg", DataTypes.DoubleType).as("target_radius");
        for (int i = 5; i < columns.length; i++) {
            columns[i] = functions.col(datasets.columns()[i - 5]);
        }
        return datasets.withColumn(ROWS, rows())
                .where(functions.col(ROWS).isNotNull())
                .withColumn(ROW, functions.explode(functions.col(ROWS)))
                .select(columns);
    }

    private Column rows() {
        SqlCall call = new SqlCall(search, "rows", DataTypes.createArrayType(DataTypes.IntegerType, false))
                .text(ExpressionUtils.expression(functions.col(ObsCoreColumn.s_region.name())));
        for (String name : new String[] {
            ObsCoreColumn.s_ra.name(), ObsCoreColumn.s_dec.name(), ObsCoreColumn.s_fov.name(), CatalogueColumns.REACH
        }) {
            call = call.number(ExpressionUtils.expression(functions.col(name)));
        }
        return ExpressionUtils.column(call.build());
    }

    private Column ofTarget(String method, DataType type) {
        return ExpressionUtils.column(new SqlCall(search, method, type)
                .whole(ExpressionUtils.expression(functions.col(ROW)))
                .build());
    }
}
