package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

class SubcommandsTest {
    static final Iterable<String> NAMES = Subcommands.NAMES;

    private static CommandLine line(String... args) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return Main.commandLine(nowhere, nowhere, args);
    }

    @Test
    void allAreThereWhereNoneIsNamed() {
        assertThat(line().getSubcommands().keySet()).containsExactlyElementsOf(Subcommands.NAMES);
        assertThat(line("imagse").getSubcommands()).hasSameSizeAs(Subcommands.NAMES);
        assertThat(line("--help").getSubcommands()).hasSameSizeAs(Subcommands.NAMES);
        assertThat(line("--version").getSubcommands()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theOneThatIsNamedIsTheSameAsAmongAll(String name) {
        CommandLine alone = line(name).getSubcommands().get(name);
        CommandLine amongAll = line().getSubcommands().get(name);
        assertThat(line(name).getSubcommands()).hasSize(1);
        assertThat(alone.getCommandName()).isEqualTo(name);
        assertThat(alone.getCommand()
                        .getClass()
                        .getAnnotation(CommandLine.Command.class)
                        .name())
                .isEqualTo(name);
        assertThat(alone.getUsageMessage()).isEqualTo(amongAll.getUsageMessage());
    }
}
