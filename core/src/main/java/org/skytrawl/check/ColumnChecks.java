package org.skytrawl.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ObsCoreCells.Source;
import org.skytrawl.protocol.mapping.ObsCoreUnit;
import org.skytrawl.votable.TableField;

/** Compares the columns of an answer with those of the standard. */
final class ColumnChecks {
    /** SIA 1.0 section 4.2: the UCDs that every answer must have. */
    private static final List<String> OF_SIA1 = List.of(
            "VOX:Image_Title",
            "VOX:Image_AccessReference",
            "VOX:Image_Format",
            "VOX:Image_Naxes",
            "VOX:Image_Naxis",
            "VOX:Image_Scale",
            "POS_EQ_RA_MAIN",
            "POS_EQ_DEC_MAIN");

    /** SSA 1.1 section 4.2: of the mandatory utypes those that clients need. */
    private static final List<String> OF_SSA = List.of("Access.Reference", "Access.Format", "DataID.Title");

    private static final String SSA_POSITION = "Char.SpatialAxis.Coverage.Location.Value";

    private final CheckedProtocol protocol;
    private final Findings findings;

    ColumnChecks(CheckedProtocol protocol, Findings findings) {
        this.protocol = protocol;
        this.findings = findings;
    }

    /** @param hasPosition whether a row has a position */
    void check(Asked asked, AnswerFields fields, Map<ObsCoreColumn, Source> sources, boolean hasPosition) {
        switch (protocol) {
            case SIA1 -> {
                for (String ucd : OF_SIA1) {
                    if (fields.withUcd(ucd.toLowerCase(Locale.ROOT)) < 0) {
                        add(FindingCode.COLUMN_MISSING, asked, ucd, "there is no column with the UCD " + ucd, "");
                    }
                }
                units(asked, fields, sources);
            }
            case SSA -> {
                Set<String> utypes = IntStream.range(0, fields.size())
                        .mapToObj(fields::utype)
                        .map(ColumnChecks::withoutModel)
                        .collect(Collectors.toSet());
                for (String utype : OF_SSA) {
                    if (!utypes.contains(utype.toLowerCase(Locale.ROOT))) {
                        noColumn(asked, utype);
                    }
                }
                if (!utypes.contains(SSA_POSITION.toLowerCase(Locale.ROOT))) {
                    position(asked, fields, sources.get(ObsCoreColumn.s_ra), hasPosition);
                }
                units(asked, fields, sources);
            }
            case SIA2, OBSTAP -> {
                for (ObsCoreColumn column : ObsCoreColumn.values()) {
                    Source source = sources.get(column);
                    if (source != null) {
                        obsCore(asked, column, source, fields);
                    } else if (column.isMandatory()) {
                        String name = column.name();
                        add(FindingCode.COLUMN_MISSING, asked, name, "there is no column " + name, "");
                    }
                }
            }
        }
    }

    private void noColumn(Asked asked, String utype) {
        String message = "there is no column or PARAM with the utype " + utype;
        add(FindingCode.COLUMN_MISSING, asked, utype, message, "");
    }

    private void position(Asked asked, AnswerFields fields, @Nullable Source other, boolean hasPosition) {
        if (!hasPosition) {
            noColumn(asked, SSA_POSITION);
        } else {
            String name = other == null ? SSA_POSITION : AnswerTally.nameOf(fields, other.index());
            String message = "the position has another utype; it must be " + SSA_POSITION;
            String utype = other == null ? null : fields.get(other.index()).utype();
            add(FindingCode.UTYPE_OTHER, asked, name, message, utype);
        }
    }

    /** Some services write the name of the data model in front of utypes. */
    private static String withoutModel(String utype) {
        return utype.startsWith("spectrum.") ? utype.substring("spectrum.".length()) : utype;
    }

    private void units(Asked asked, AnswerFields fields, Map<ObsCoreColumn, Source> sources) {
        sources.forEach((column, source) -> {
            TableField field = fields.get(source.index());
            boolean isPosition = column == ObsCoreColumn.s_ra || column == ObsCoreColumn.s_dec;
            if (!Number.class.isAssignableFrom(field.cellClass())) {
                // the position of SSA is an array, or text with two numbers
                if (isPosition && protocol == CheckedProtocol.SIA1) {
                    datatype(asked, AnswerTally.nameOf(fields, source.index()), field);
                }
            } else if (ObsCoreUnit.isDeclared(source.unit()) && !ObsCoreUnit.isKnown(column, source.unit())) {
                unitUnknown(asked, AnswerTally.nameOf(fields, source.index()), source);
            }
        });
    }

    private void obsCore(Asked asked, ObsCoreColumn column, Source source, AnswerFields fields) {
        TableField field = fields.get(source.index());
        String name = AnswerTally.nameOf(fields, source.index());
        if (!name.equals(column.name())) {
            add(FindingCode.COLUMN_NAME, asked, name, "the column " + column.name() + " has another name", name);
        }
        if (!column.isText() && !Number.class.isAssignableFrom(field.cellClass())) {
            datatype(asked, name, field);
        }
        unit(asked, column, source, name);
        same(FindingCode.UCD_MISSING, FindingCode.UCD_OTHER, asked, name, "UCD", column.ucd(), field.ucd());
        same(
                FindingCode.UTYPE_MISSING,
                FindingCode.UTYPE_OTHER,
                asked,
                name,
                "utype",
                withoutPrefix(column.utype()),
                field.utype() == null ? null : withoutPrefix(field.utype().strip()));
    }

    private void datatype(Asked asked, String name, TableField field) {
        String type = "datatype " + field.datatype() + ", arraysize " + field.arraysize();
        add(FindingCode.DATATYPE, asked, name, name + " is not a column of numbers", type);
    }

    private void unit(Asked asked, ObsCoreColumn column, Source source, String name) {
        String own = column.unit();
        String unit = source.unit();
        if (!ObsCoreUnit.isDeclared(unit)) {
            if (own != null) {
                add(FindingCode.UNIT_MISSING, asked, name, name + " has no unit; it must be " + own, "");
            }
        } else if (!ObsCoreUnit.isKnown(column, unit)) {
            unitUnknown(asked, name, source);
        } else if (!ObsCoreUnit.isOwn(column, unit)) {
            String must = own == null ? "it must have none" : "it must be " + own;
            add(FindingCode.UNIT_OTHER, asked, name, name + " is in " + unit + "; " + must, unit);
        }
    }

    private void unitUnknown(Asked asked, String name, Source source) {
        String unit = String.valueOf(source.unit());
        add(FindingCode.UNIT_UNKNOWN, asked, name, "the unit of " + name + " is not known here", unit);
    }

    private void same(
            FindingCode missing,
            FindingCode other,
            Asked asked,
            String name,
            String what,
            String expected,
            @Nullable String given) {
        if (given == null || given.isBlank()) {
            add(missing, asked, name, name + " has no " + what + "; it must be " + expected, "");
        } else if (!given.strip().equalsIgnoreCase(expected)) {
            add(other, asked, name, name + " has another " + what + "; it must be " + expected, given);
        }
    }

    private static String withoutPrefix(String utype) {
        return utype.substring(utype.indexOf(':') + 1);
    }

    private void add(FindingCode code, Asked asked, String column, String message, @Nullable String value) {
        boolean isShown = value != null && !value.isEmpty();
        findings.add(code, asked, column, message, 1, isShown ? Findings.example(0, value) : null);
    }
}
