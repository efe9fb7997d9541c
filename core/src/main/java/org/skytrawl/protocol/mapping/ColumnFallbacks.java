package org.skytrawl.protocol.mapping;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;

/**
 * Columns of answers in old protocols that say neither by that protocol's UCDs or utypes nor by an ObsCore name what they are,
 * but have a UCD1+ or common name of certain meaning. None is used if two match or the unit differs.
 */
public final class ColumnFallbacks {
    private static final Set<String> ANY = Set.of();

    // the UCD alone is not enough: the URL may lead to a preview or a paper
    private static final List<Rule> URL = List.of(new Rule(
            List.of("meta.ref.url", "meta.ref.url;meta.file", "meta.ref;meta.file", "meta.ref", ""),
            Set.of("accessurl", "access_reference", "accessreference", "accref", "acref", "accessref")));
    private static final List<Rule> FORMAT = List.of(
            new Rule(List.of("meta.code.mime"), ANY),
            new Rule(List.of(""), Set.of("mime", "mimetype", "mime_type", "content_type")));
    private static final List<Rule> TITLE = List.of(
            new Rule(List.of("meta.title;obs", "meta.title;meta.main", "meta.title"), ANY),
            new Rule(List.of(""), Set.of("title", "image_title", "imagetitle")));
    private static final List<Rule> DID = List.of(new Rule(List.of("meta.ref.uri;meta.curation"), ANY));
    private static final List<Rule> RA = List.of(
            new Rule(List.of("pos.eq.ra", "pos_eq_ra"), ANY),
            new Rule(List.of(""), Set.of("ra", "ra_deg", "radeg", "raj2000", "ra_j2000")));
    private static final List<Rule> DEC = List.of(
            new Rule(List.of("pos.eq.dec", "pos_eq_dec"), ANY),
            new Rule(List.of(""), Set.of("dec", "dec_deg", "decdeg", "decj2000", "dec_j2000", "dej2000", "dedeg")));
    private static final List<Rule> START = List.of(
            new Rule(List.of("time.start;obs.exposure", "time.start;obs", "time.obs.start", "time.start"), ANY));
    private static final List<Rule> END =
            List.of(new Rule(List.of("time.end;obs.exposure", "time.end;obs", "time.obs.end", "time.end"), ANY));
    private static final List<Rule> DATE = List.of(
            new Rule(List.of("time.epoch;obs.exposure", "time.epoch;obs", "time.epoch"), ANY),
            new Rule(
                    List.of(""),
                    Set.of("date_obs", "date-obs", "dateobs", "obs_date", "obsdate", "mjd_obs", "mjd-obs", "mjdobs")));

    /**
     * @param ucds the first of these that occurs; empty text for a column without UCD
     * @param names any of these, or empty for all names
     */
    private record Rule(List<String> ucds, Set<String> names) {
        /** The only column that matches, or -1. */
        int in(AnswerFields fields, IntPredicate isFree) {
            for (String ucd : ucds) {
                int found = -1;
                int count = 0;
                for (int i = 0; i < fields.size(); i++) {
                    boolean isNamed = names.isEmpty() || names.contains(fields.name(i));
                    if (isNamed
                            && fields.ucd(i).equals(ucd)
                            && ObsCoreColumn.of(fields.name(i)) == null
                            && isFree.test(i)) {
                        found = i;
                        count++;
                    }
                }
                if (count > 0) {
                    return count == 1 ? found : -1;
                }
            }
            return -1;
        }
    }

    private final AnswerFields fields;
    private final IntPredicate isFree;

    /** @param isFree whether a column, by index, has no other meaning */
    public ColumnFallbacks(AnswerFields fields, IntPredicate isFree) {
        this.fields = fields;
        this.isFree = isFree;
    }

    /** Adds sources for ObsCore columns that have none. */
    public void addTo(Map<ObsCoreColumn, Source> sources) {
        alone(ObsCoreColumn.access_url, URL, sources);
        alone(ObsCoreColumn.access_format, FORMAT, sources);
        alone(ObsCoreColumn.obs_title, TITLE, sources);
        alone(ObsCoreColumn.obs_publisher_did, DID, sources);
        position(sources);
        times(sources);
    }

    private void alone(ObsCoreColumn column, List<Rule> rules, Map<ObsCoreColumn, Source> sources) {
        int index = first(rules);
        if (index >= 0) {
            sources.putIfAbsent(column, source(index));
        }
    }

    /** Both coordinates or none: do not mix two kinds of position. */
    private void position(Map<ObsCoreColumn, Source> sources) {
        if (sources.containsKey(ObsCoreColumn.s_ra) || sources.containsKey(ObsCoreColumn.s_dec)) {
            return;
        }
        int ra = first(RA);
        int dec = first(DEC);
        if (isKnown(ra, ObsCoreColumn.s_ra) && isKnown(dec, ObsCoreColumn.s_dec)) {
            sources.put(ObsCoreColumn.s_ra, source(ra));
            sources.put(ObsCoreColumn.s_dec, source(dec));
        }
    }

    /** Both ends, or one date; a start alone would be taken for the only date. */
    private void times(Map<ObsCoreColumn, Source> sources) {
        if (sources.containsKey(ObsCoreColumn.t_min) || sources.containsKey(ObsCoreColumn.t_max)) {
            return;
        }
        int start = first(START);
        int end = first(END);
        if (isDate(start) && isDate(end)) {
            sources.put(ObsCoreColumn.t_min, source(start));
            sources.put(ObsCoreColumn.t_max, source(end));
            return;
        }
        int date = first(DATE);
        if (isDate(date)) {
            sources.put(ObsCoreColumn.t_min, source(date));
        }
    }

    private int first(List<Rule> rules) {
        for (Rule rule : rules) {
            int index = rule.in(fields, isFree);
            if (index >= 0) {
                return index;
            }
        }
        return -1;
    }

    private Source source(int index) {
        return new Source(index, fields.get(index).unit());
    }

    private boolean isKnown(int index, ObsCoreColumn column) {
        return index >= 0
                && (ObsCoreUnit.isKnown(column, fields.get(index).unit())
                        || fields.get(index).cellClass() == String.class);
    }

    /** Days, or a date as text. A number without a unit may be a year unless it is named as MJD. */
    private boolean isDate(int index) {
        if (index < 0 || fields.get(index).cellClass() == String.class) {
            return index >= 0;
        }
        String unit = fields.get(index).unit();
        return ObsCoreUnit.isDeclared(unit)
                ? ObsCoreUnit.isKnown(ObsCoreColumn.t_min, unit)
                : fields.name(index).contains("mjd")
                        || "mjd".equalsIgnoreCase(fields.get(index).xtype());
    }
}
