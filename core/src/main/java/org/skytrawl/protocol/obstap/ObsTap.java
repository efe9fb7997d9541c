package org.skytrawl.protocol.obstap;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.StandardId;
import org.skytrawl.model.TableModel;
import org.skytrawl.protocol.Position;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** TAP with an ObsCore table. */
public final class ObsTap extends ProtocolDescriptor {
    /** The protocol. */
    public static final ObsTap PROTOCOL = new ObsTap();

    private static final TableModel OBSCORE = new TableModel(
            "ObsCore", "ivo://ivoa.net/std/obscore", "ivo://ivoa.net/std/obscore#table-1.", "ivoa.obscore");

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
    public @Nullable Skipped unaskable(Question question) {
        return Position.unbounded(question);
    }

    @Override
    public @Nullable Skipped unusable(Service service) {
        String table = Objects.requireNonNull(service.tableName());
        return TableName.isUsable(table)
                ? null
                : new Skipped(
                        Skipped.Why.UNUSABLE, "'" + PlainText.of(table, 100) + "' is not the name of a table in ADQL");
    }
}
