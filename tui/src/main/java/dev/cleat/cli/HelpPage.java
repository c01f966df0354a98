package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.VerbSpec;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lays out manuals from the tables that drive the parser.
 *
 * <p>Picocli does the layout and nothing else: parsing with it costs a short command 25 to 55 ms of start-up, because its
 * classes, compiled for Java 5, do not go into a class-data archive.
 */
final class HelpPage {

    private static final String[] EXIT_STATUS = {
        "",
        "Exit status: 0 done, 1 failed, 2 wrong state, 3 no such container,",
        "4 timed out, 5 refused, 6 busy, 64 wrong usage or invalid definition.",
        "attach, execute, unshare and start -F exit as the command does: 128+n when",
        "signal n killed it, 126 not executable, 127 not found, 125 when Cleat failed",
        "before it ran.",
    };

    private HelpPage() {}

    /** The manual of one verb. */
    static String of(VerbSpec spec) {
        CommandSpec page = CommandSpec.create().name("cleat " + spec.name());
        page.usageMessage()
                .customSynopsis(synopsis(spec))
                .description("%n" + sentence(spec.summary()) + "%n")
                .sortOptions(false)
                .optionListHeading("Options:%n");
        for (Option option : spec.options()) {
            if (option.supported()) {
                page.addOption(option(option, option.names()));
            }
        }
        page.addArgGroup(globals(spec.options()));
        return render(page);
    }

    /** The list of verbs. */
    static String ofAll() {
        CommandSpec page = CommandSpec.create().name("cleat");
        page.usageMessage()
                .customSynopsis("cleat [GLOBAL] VERB [OPTIONS] [NAME...] [-- COMMAND...]")
                .description("%nWithout a verb: the console on a terminal, else the list of containers.")
                .sortOptions(false)
                .commandListHeading("%nVerbs ('cleat help VERB' tells more):%n")
                .footer(EXIT_STATUS);
        page.addArgGroup(globals(List.of()));
        for (String name : Verbs.KNOWN) {
            CommandSpec verb = CommandSpec.create();
            verb.usageMessage()
                    .description(Verbs.find(name).orElseThrow().spec().summary());
            page.addSubcommand(name, verb);
        }
        return render(page);
    }

    private static String sentence(String summary) {
        return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
    }

    private static String synopsis(VerbSpec spec) {
        String operands = spec.operands().label();
        return "cleat " + spec.name() + " [OPTIONS]" + (operands.isEmpty() ? "" : " " + operands)
                + (spec.takesCommand() ? " [-- COMMAND...]" : "");
    }

    /** A name that the verb has for itself is not a global one there. */
    private static ArgGroupSpec globals(List<Option> ofVerb) {
        ArgGroupSpec.Builder group =
                ArgGroupSpec.builder().heading("%nOptions of every verb:%n").validate(false);
        List<String> taken = new ArrayList<>();
        ofVerb.forEach(option -> taken.addAll(option.names()));
        for (Option option : CommandLine.GLOBALS) {
            List<String> free = new ArrayList<>(option.names());
            free.removeAll(taken);
            group.addArg(option(option, free));
        }
        return group.build();
    }

    private static OptionSpec option(Option option, List<String> names) {
        OptionSpec.Builder builder = OptionSpec.builder(
                        names.get(0), names.subList(1, names.size()).toArray(String[]::new))
                .description(option.description().replace("%", "%%")); // picocli takes it for a format
        return switch (option.arity()) {
            case NONE -> builder.arity("0").build();
            case REQUIRED ->
                builder.arity("1").type(String.class).paramLabel(option.label()).build();
            case OPTIONAL_JOINED ->
                builder.arity("0..1")
                        .type(String.class)
                        .paramLabel(option.label())
                        .build();
        };
    }

    private static String render(CommandSpec page) {
        return new picocli.CommandLine(page).getUsageMessage(Ansi.OFF);
    }
}
