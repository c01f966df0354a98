package dev.cleat.cli;

import dev.cleat.cli.Messages.Level;
import dev.cleat.cli.lxc.LxcTools;
import dev.cleat.cli.option.ArgumentParser;
import dev.cleat.cli.option.Arguments;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.ContainerException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs one command line: finds the verb, reads its words, carries it out, and turns failures into messages. */
final class CommandLine {

    static final String VERSION = "0.1.0";

    /** What a JVM makes of an argument's octets that are no character. */
    private static final char NO_TEXT = '\uFFFD';

    /** The options of every verb; they may also stand in front of it. */
    static final List<Option> GLOBALS = List.of(
            Option.value("-P/--path", "DIR", "where definitions are stored (CLEAT_PATH)"),
            Option.value("--state", "DIR", "where running containers are registered (CLEAT_STATE)"),
            Option.value("-o/--logfile", "FILE", "append messages to FILE"),
            Option.value("-l/--loglevel", "LEVEL", "error, warn, info, debug or trace"),
            Option.flag("-q/--quiet", "tell errors only"),
            Option.flag("--version", "print the version"),
            Option.flag("-h/--help", "print the manual of the verb"));

    private final Surroundings here;
    private TypedBreaks typed = TypedBreaks.of(List.of());

    CommandLine(Surroundings here) {
        this.here = here;
    }

    /**
     * Runs {@code words} and returns the exit status. Errors: none, they are told and become the status.
     *
     * @param invokedAs the last part of the name that the program was called by
     */
    int run(String invokedAs, List<String> words) {
        typed = TypedBreaks.of(words);
        try {
            int status = dispatch(invokedAs, words);
            here.out().flush();
            return status;
        } catch (UsageException e) {
            return wrongUsage(e);
        } catch (StandardOutput.BrokenException e) {
            return outputBroken(e);
        } catch (IOException e) {
            plainMessages().error(String.valueOf(e.getMessage()));
            return ExitStatus.FAILED;
        }
    }

    private int dispatch(String invokedAs, List<String> words) throws UsageException, IOException {
        requireText(words);
        if (LxcTools.has(invokedAs)) {
            return runLxc(invokedAs, words);
        }
        if (invokedAs.startsWith("lxc-") || invokedAs.equals("ch-run")) {
            throw UsageException.notYet("", invokedAs);
        }
        ArgumentParser.Prefix prefix = ArgumentParser.parseGlobals(GLOBALS, words);
        if (prefix.globals().has("--version")) {
            here.out().print("cleat " + VERSION + "\n");
            return ExitStatus.DONE;
        }
        List<String> rest = words.subList(prefix.length(), words.size());
        if (rest.isEmpty()) {
            return run(prefix.globals().has("--help") ? "help" : defaultVerb(), prefix.globals(), rest);
        }
        return run(rest.get(0), prefix.globals(), rest.subList(1, rest.size()));
    }

    private int runLxc(String tool, List<String> words) throws IOException {
        LxcSurroundings host = new LxcSurroundings(here);
        if (!LxcTools.isFlow(tool)) {
            return LxcTools.run(tool, words, VERSION, host);
        }
        Interruption interruption = Interruption.ofThisThread();
        try {
            return LxcTools.run(tool, words, VERSION, host);
        } finally {
            interruption.over();
        }
    }

    /** A JVM cannot hand on octets that are no text: better no command than another one than was asked for. */
    private static void requireText(List<String> words) throws UsageException {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).indexOf(NO_TEXT) >= 0) {
                throw new UsageException("", "argument " + (i + 1) + " is not UTF-8 and would arrive changed");
            }
        }
    }

    /** The console for people, the list for programs. */
    private String defaultVerb() {
        return here.out().isTerminal() ? "ui" : "ls";
    }

    private int run(String name, Arguments globals, List<String> words) throws UsageException, IOException {
        Verb verb = Verbs.require(name);
        Arguments arguments = ArgumentParser.parse(verb.spec(), GLOBALS, globals, words);
        if (arguments.has("--version")) {
            here.out().print("cleat " + VERSION + "\n");
            return ExitStatus.DONE;
        }
        if (arguments.has("--help") && !(verb instanceof HelpVerb)) {
            here.out().print(HelpPage.of(verb.spec()));
            return ExitStatus.DONE;
        }
        try (LogFile log = openLog(arguments)) {
            return carryOut(verb, arguments, new Messages(here.err(), shown(arguments), log, typed));
        }
    }

    private int carryOut(Verb verb, Arguments arguments, Messages messages) throws UsageException, IOException {
        boolean runsCommand = verb.runsCommand(arguments);
        try {
            messages.debug(verb.spec().name() + " begins");
            return verb.run(new Call(arguments, here, messages));
        } catch (ContainerException e) {
            messages.error(e.describe());
            messages.trace(e);
            return ExitStatus.of(e, runsCommand);
        } catch (RuntimeException | LinkageError e) {
            // A mistake or a broken installation of ours: say so instead of printing a stack trace over the terminal.
            messages.error("internal error: " + e + "; please report it with the output of -l trace");
            messages.trace(e);
            return runsCommand ? ExitStatus.NOT_RUN : ExitStatus.FAILED;
        }
    }

    private LogFile openLog(Arguments arguments) throws UsageException, IOException {
        Optional<String> file = arguments.value("--logfile");
        if (file.isEmpty()) {
            return LogFile.NONE;
        }
        try {
            Level most = level(arguments).orElse(Level.INFO);
            return LogFile.open(Places.path("", "--logfile", file.get()), most, here.clock(), here.userId());
        } catch (IOException e) {
            throw new IOException("cannot open the log file: " + FileProblem.of(e), e);
        }
    }

    /** With a log file, {@code --loglevel} is about the file. */
    private static Level shown(Arguments arguments) throws UsageException {
        Optional<Level> chosen = level(arguments);
        if (arguments.has("--quiet")) {
            return Level.ERROR;
        }
        return arguments.has("--logfile") ? Level.INFO : chosen.orElse(Level.INFO);
    }

    private static Optional<Level> level(Arguments arguments) throws UsageException {
        Optional<String> word = arguments.value("--loglevel");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        for (Level level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(word.get())) {
                return Optional.of(level);
            }
        }
        throw new UsageException("", "--loglevel " + word.get() + " is none of error, warn, info, debug, trace");
    }

    private int wrongUsage(UsageException wrong) {
        plainMessages().error(String.valueOf(wrong.getMessage()));
        wrong.hint().ifPresent(plainMessages()::error);
        return ExitStatus.WRONG_USAGE;
    }

    /** A reader that has read enough is no failure: {@code cleat ls | head -1}. */
    private int outputBroken(StandardOutput.BrokenException broken) {
        if (broken.isReaderGone()) {
            return ExitStatus.DONE;
        }
        plainMessages().error(String.valueOf(broken.getMessage()));
        return ExitStatus.FAILED;
    }

    private Messages plainMessages() {
        return new Messages(here.err(), Level.ERROR, LogFile.NONE, typed);
    }
}
