package org.skytrawl.simvo.tap;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The reserved words of ADQL 2.0 (section 2.1.2), and the spelling of names. */
final class AdqlWords {
    private static final Set<String> RESERVED = Set.of("""
            ABSOLUTE ACTION ADD ALL ALLOCATE ALTER AND ANY ARE AS ASC ASSERTION AT AUTHORIZATION AVG BEGIN BETWEEN BIT
            BIT_LENGTH BOTH BY CASCADE CASCADED CASE CAST CATALOG CHAR CHARACTER CHARACTER_LENGTH CHAR_LENGTH CHECK CLOSE
            COALESCE COLLATE COLLATION COLUMN COMMIT CONNECT CONNECTION CONSTRAINT CONSTRAINTS CONTINUE CONVERT
            CORRESPONDING COUNT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATE
            DAY DEALLOCATE DECIMAL DECLARE DEFAULT DEFERRABLE DEFERRED DELETE DESC DESCRIBE DESCRIPTOR DIAGNOSTICS
            DISCONNECT DISTINCT DOMAIN DOUBLE DROP ELSE END END-EXEC ESCAPE EXCEPT EXCEPTION EXEC EXECUTE EXISTS EXTERNAL
            EXTRACT FALSE FETCH FIRST FLOAT FOR FOREIGN FOUND FROM FULL GET GLOBAL GO GOTO GRANT GROUP HAVING HOUR
            IDENTITY IMMEDIATE IN INDICATOR INITIALLY INNER INPUT INSENSITIVE INSERT INT INTEGER INTERSECT INTERVAL INTO
            IS ISOLATION JOIN KEY LANGUAGE LAST LEADING LEFT LEVEL LIKE LOCAL LOWER MATCH MAX MIN MINUTE MODULE MONTH
            NAMES NATIONAL NATURAL NCHAR NEXT NO NOT NULL NULLIF NUMERIC OCTET_LENGTH OF ON ONLY OPEN OPTION OR ORDER
            OUTER OUTPUT OVERLAPS PAD PARTIAL POSITION PRECISION PREPARE PRESERVE PRIMARY PRIOR PRIVILEGES PROCEDURE
            PUBLIC READ REAL REFERENCES RELATIVE RESTRICT REVOKE RIGHT ROLLBACK ROWS SCHEMA SCROLL SECOND SECTION SELECT
            SESSION SESSION_USER SET SIZE SMALLINT SOME SPACE SQL SQLCODE SQLERROR SQLSTATE SUBSTRING SUM SYSTEM_USER
            TABLE TEMPORARY THEN TIME TIMESTAMP TIMEZONE_HOUR TIMEZONE_MINUTE TO TRAILING TRANSACTION TRANSLATE
            TRANSLATION TRIM TRUE UNION UNIQUE UNKNOWN UPDATE UPPER USAGE USER USING VALUE VALUES VARCHAR VARYING VIEW
            WHEN WHENEVER WHERE WITH WORK WRITE YEAR ZONE
            ABS ACOS AREA ASIN ATAN ATAN2 BOX CEILING CENTROID CIRCLE CONTAINS COORD1 COORD2 COORDSYS COS DEGREES DISTANCE
            EXP FLOOR INTERSECTS LOG LOG10 MOD PI POINT POLYGON POWER RADIANS REGION RAND ROUND SIN SQRT TOP TAN TRUNCATE
            """.strip().split("\\s+"));

    private static final Set<String> IN_EXPRESSIONS = Set.of(
            "ALL AND ANY ASC BETWEEN CASE DESC DISTINCT ELSE END ESCAPE EXISTS IN IS LIKE NOT NULL OR SOME THEN WHEN"
                    .split(" ", -1));

    private static final Pattern REGULAR = Pattern.compile("[a-z][a-z0-9_]*");

    private AdqlWords() {}

    static boolean isReserved(String word) {
        return RESERVED.contains(word.toUpperCase(Locale.ROOT));
    }

    static boolean isInExpressions(String upperWord) {
        return IN_EXPRESSIONS.contains(upperWord);
    }

    /** A name in lower case as a query must write it: in quotes if necessary (TAP 1.1 section 4.3). */
    static String written(String name) {
        return REGULAR.matcher(name).matches() && !isReserved(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name as the database has it: one without quotes is in lower case for ADQL, and in upper case for SQL. */
    static String swapped(String name) {
        char[] swapped = name.toCharArray();
        for (int i = 0; i < swapped.length; i++) {
            boolean letter = (swapped[i] >= 'a' && swapped[i] <= 'z') || (swapped[i] >= 'A' && swapped[i] <= 'Z');
            swapped[i] = letter ? (char) (swapped[i] ^ ' ') : swapped[i];
        }
        return new String(swapped);
    }

    static String sql(String name) {
        return '"' + swapped(name).replace("\"", "\"\"") + '"';
    }
}
