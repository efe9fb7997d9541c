package org.skytrawl.model;

/**
 * The data model of tables that a protocol queries by TAP.
 *
 * @param title its name for people
 * @param dataModel the identifier that a TAP service declares if it has such a table; in lower case, without version
 * @param utype prefix of the utype of a separately registered table, in lower case
 * @param tableName default name of the table
 */
public record TableModel(String title, String dataModel, String utype, String tableName) {}
