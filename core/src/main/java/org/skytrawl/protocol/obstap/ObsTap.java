package org.skytrawl.protocol.obstap;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.StandardId;
import org.skytrawl.model.TableModel;
import org.skytrawl.protocol.Position;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.TargetWay;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** TAP with an ObsCore table. */
public final class ObsTap extends ProtocolDescriptor {
    public static final ObsTap PROTOCOL = new ObsTap();

    private static final TableModel OBSCORE = new TableModel(
            "ObsCore", "ivo://ivoa.net/std/obscore", "ivo://ivoa.net/std/obscore#table-1.", "ivoa.obscore");

    /** Rows without footprint are found by their centre up to this far outside the region: their field of view may reach in. */
    public static final double REACH_DEG = 2;

    private static final int LONGEST_NAME = 300;
    private static final String NAME_PART = "(?:[A-Za-z_][A-Za-z0-9_]*+|\"(?:[^\"\\p{Cntrl}]|\"\")++\")";

    /**
     * A table name in ADQL 2.0 (section 2.1.2): up to four regular or delimited identifiers with dots between them. A leading
     * underscore is not valid, but some services have it. The name comes from the registry and goes verbatim into ADQL.
     */
    private static final Pattern TABLE_NAME = Pattern.compile(NAME_PART + "(?:\\." + NAME_PART + "){0,3}");

    private ObsTap() {
        super("OBSTAP", 10, "a TAP service with an ObsCore table", List.of(StandardId.of("ivo://ivoa.net/std/tap")));
    }

    @Override
    public String title() {
        return "ObsTAP";
    }

    @Override
    public Set<String> words() {
        return Set.of("obstap", "tap");
    }

    @Override
    public TableModel table() {
        return OBSCORE;
    }

    @Override
    public ServiceQuery query(Service service, Question question, boolean inclusive) {
        return new ObsTapQuery(service, question, inclusive);
    }

    @Override
    public List<TargetWay> targetWays() {
        return List.of(new ObsTapUpload(), new ObsTapCircles());
    }

    @Override
    public @Nullable Skipped unaskable(Question question) {
        return Position.unbounded(question);
    }

    @Override
    public @Nullable Skipped unusable(Service service) {
        String table = Objects.requireNonNull(service.tableName());
        return table.length() <= LONGEST_NAME && TABLE_NAME.matcher(table).matches()
                ? null
                : new Skipped(
                        Skipped.Why.UNUSABLE, "'" + PlainText.of(table, 100) + "' is not the name of a table in ADQL");
    }
}
