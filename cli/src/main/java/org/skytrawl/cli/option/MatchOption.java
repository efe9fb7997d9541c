package org.skytrawl.cli.option;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.download.DatasetCondition;
import picocli.CommandLine.Option;

/** Conditions on datasets, all of which must be met. */
public final class MatchOption extends OptionGroup {
    @Option(
            names = "--match",
            paramLabel = "CONDITION",
            description = "Only datasets that meet this condition, such as instrument_name=ACS* or t_exptime>=100: an"
                    + " ObsCore column, one of = != < <= > >=, and a value. * stands for any characters, ? for one. May"
                    + " be repeated; all conditions must be met.")
    private List<String> match = new ArrayList<>();

    public List<DatasetCondition> conditions() {
        List<DatasetCondition> conditions = new ArrayList<>();
        for (String text : match) {
            DatasetCondition condition = read("--match", text, DatasetCondition::parse);
            if (condition != null) {
                conditions.add(condition);
            }
        }
        return List.copyOf(conditions);
    }

    /** The conditions as given; empty without any. */
    public String text() {
        return String.join(" and ", match);
    }

    boolean given() {
        return !match.isEmpty();
    }
}
