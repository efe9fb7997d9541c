package org.skytrawl.merge;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Coverage;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;

/** Records and services for tests, told by what matters to them. */
public final class Records {
    private final Map<ObsCoreColumn, Object> cells = new EnumMap<>(ObsCoreColumn.class);

    private Records() {}

    /** A record with a DID, a format and an access URL, each null for none. */
    public static Records of(@Nullable String did, @Nullable String format, @Nullable String url) {
        return new Records()
                .with(ObsCoreColumn.obs_publisher_did, did)
                .with(ObsCoreColumn.access_format, format)
                .with(ObsCoreColumn.access_url, url);
    }

    public Records with(ObsCoreColumn column, @Nullable Object value) {
        if (value != null) {
            cells.put(column, value);
        }
        return this;
    }

    public Records at(double raDeg) {
        return with(ObsCoreColumn.s_ra, raDeg);
    }

    public Records titled(String title) {
        return with(ObsCoreColumn.obs_title, title);
    }

    public ObsCoreRecord get() {
        RecordLayout layout = new RecordLayout(cells.keySet());
        double[] numbers = new double[layout.numbers()];
        String[] texts = new String[layout.texts()];
        cells.forEach((column, value) -> {
            if (column.isText()) {
                texts[layout.slot(column)] = (String) value;
            } else {
                numbers[layout.slot(column)] = ((Number) value).doubleValue();
            }
        });
        return new ObsCoreRecord(layout, numbers, texts);
    }

    public static Service service(Protocol protocol, String name) {
        return new Service(
                List.of(new Ivoid("ivo://x/" + name)),
                "Service " + name,
                protocol,
                "http://" + name + ".example.org/" + protocol,
                protocol.equals(ObsTap.PROTOCOL) ? "ivoa.obscore" : null,
                Coverage.UNDECLARED,
                null);
    }

    public static Answer answer(Service service, ObsCoreRecord... records) {
        return answer(service, "", records);
    }

    /** The answer of one of a service's several queries. */
    public static Answer answer(Service service, String query, ObsCoreRecord... records) {
        Origin origin = new Origin(service.ivoid(), service.title(), service.protocol(), service.accessUrl() + query);
        return new Answer(service, origin, List.of(records));
    }
}
