package org.skytrawl.model;

/**
 * The data model of the tables that a protocol queries by TAP.
 *
 * @param title its name for people
 * @param dataModel its identifier in lower case, without version: what a TAP service declares that has a table of it
 * @param utype what the utype of a table begins with that is registered by itself, in lower case
 * @param tableName the table's name where no other is given
 */
public record TableModel(String title, String dataModel, String utype, String tableName) {}
