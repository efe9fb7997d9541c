package org.skytrawl.simvo.tap;

import java.util.List;
import java.util.Map;
import org.skytrawl.simvo.votable.Table;

/**
 * A query as the database takes it.
 *
 * @param sql the statement
 * @param top how many rows at most the query itself wants; {@link Long#MAX_VALUE} if it does not say
 * @param tables those it names, in their order
 * @param aliases names of columns as the query writes them, by their upper case
 */
record AdqlTranslation(String sql, long top, List<Table> tables, Map<String, String> aliases) {
    AdqlTranslation {
        tables = List.copyOf(tables);
        aliases = Map.copyOf(aliases);
    }
}
