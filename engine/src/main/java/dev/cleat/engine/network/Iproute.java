package dev.cleat.engine.network;

import dev.cleat.engine.host.ProgramPath;
import dev.cleat.engine.linux.HostProgram;
import dev.cleat.engine.linux.HostProgram.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * iproute2 in one network namespace: many commands by one process (ip -batch), one listing by another (ip -json). Nothing
 * of this process's environment reaches it.
 */
final class Iproute {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGEST_LISTING = 1 << 24;
    private static final Pattern FAILED_LINE = Pattern.compile("^Command failed -:(\\d+)$", Pattern.MULTILINE);
    private static final Pattern PREFIX = Pattern.compile("^(RTNETLINK answers|Error|ERROR): ");

    private final List<String> entry;

    private Iproute(List<String> entry) {
        this.entry = List.copyOf(entry);
    }

    /** In the namespace of this process. */
    static Iproute here() {
        return new Iproute(List.of());
    }

    /** In the namespace that {@code file} stands for (nsenter(1)). */
    static Iproute in(Path file) throws NetworkException {
        return new Iproute(List.of(program("nsenter", "install util-linux"), "--net=" + file, "--"));
    }

    /** Does them in order until one fails. */
    void ip(List<IpCommand> commands) throws IOException {
        batch("ip", commands);
    }

    /** The same for the ports of bridges (bridge(8)). */
    void bridge(List<IpCommand> commands) throws IOException {
        batch("bridge", commands);
    }

    private void batch(String program, List<IpCommand> commands) throws IOException {
        if (commands.isEmpty()) {
            return;
        }
        String lines = commands.stream().map(command -> command.line() + "\n").collect(Collectors.joining());
        Outcome outcome = run(List.of(program, "-batch", "-"), lines);
        if (outcome.isSuccess()) {
            return;
        }
        Matcher failed = FAILED_LINE.matcher(outcome.err());
        if (!failed.find()) {
            throw new NetworkException(program + " -batch: " + answer(outcome), null);
        }
        int number = Integer.parseInt(failed.group(1));
        IpCommand command = commands.get(Math.min(number, commands.size()) - 1);
        String answer = answer(outcome);
        throw new NetworkException(
                command.about() + ": " + program + " " + command.line() + ": " + answer,
                NetworkAdvice.of(command, answer));
    }

    /** One command whose words may be anything. */
    void ipExactly(String about, List<String> words) throws IOException {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(words);
        Outcome outcome = run(line, "");
        if (!outcome.isSuccess()) {
            throw new NetworkException(about + ": " + String.join(" ", line) + ": " + answer(outcome), null);
        }
    }

    /** Every interface there is, with its addresses. */
    InterfaceTable interfaces() throws IOException {
        Outcome outcome = run(List.of("ip", "-json", "-details", "address", "show"), "");
        if (!outcome.isSuccess()) {
            throw new NetworkException("the host's interfaces: ip address show: " + answer(outcome), null);
        }
        return InterfaceTable.parse(outcome.out());
    }

    private Outcome run(List<String> line, String input) throws IOException {
        List<String> arguments = new ArrayList<>(entry);
        arguments.add(program(line.get(0), "install iproute2"));
        arguments.addAll(line.subList(1, line.size()));
        return HostProgram.run(arguments, List.of("LC_ALL=C"), input, PATIENCE, LARGEST_LISTING);
    }

    private static String program(String name, String advice) throws NetworkException {
        Optional<Path> path = ProgramPath.find(name);
        return path.orElseThrow(() -> new NetworkException("the program " + name + " is not installed", advice))
                .toString();
    }

    private static String answer(Outcome outcome) {
        if (outcome.timedOut()) {
            return "no answer for " + PATIENCE.toSeconds() + " s";
        }
        String said = outcome.err()
                .lines()
                .filter(line -> !line.startsWith("Command failed"))
                .map(line -> PREFIX.matcher(line).replaceFirst("").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(", "));
        String whole = said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
        return whole.isEmpty()
                ? (outcome.end().killed() ? "killed by signal " : "status ")
                        + outcome.end().value()
                : whole;
    }
}
