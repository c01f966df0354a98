package dev.cleat.cli.output;

import dev.cleat.engine.api.EndReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes why a container ended for people: the conclusion first, then the facts, then its last words. */
public final class EndText {

    private EndText() {}

    /** All lines at the time {@code now}, each with its line feed. */
    public static String of(EndReport report, Instant now) {
        StringBuilder text = new StringBuilder(VisibleText.of(headline(report))).append('\n');
        Map<String, String> facts = facts(report, now);
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.forEach((name, value) -> text.append("  ")
                .append(VisibleText.of(name))
                .append(" ".repeat(width - name.length() + 2))
                .append(VisibleText.of(value))
                .append('\n'));
        if (!report.lastLines().isEmpty()) {
            text.append("last lines of its console:\n");
            report.lastLines()
                    .forEach(line -> text.append("  | ").append(safe(line)).append('\n'));
        }
        return text.toString();
    }

    /** A conclusion that is a sentence of its own names the container itself: {@code cannot start web: ...}. */
    private static String headline(EndReport report) {
        String name = report.container();
        String conclusion = report.conclusion();
        boolean named = conclusion.startsWith(name + " ") || conclusion.startsWith("cannot start " + name + ":");
        return named ? conclusion : name + ": " + conclusion;
    }

    private static Map<String, String> facts(EndReport report, Instant now) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("state", report.state().name());
        report.started().ifPresent(time -> facts.put("started", time(time, now)));
        report.ended().ifPresent(time -> facts.put("ended", time(time, now)));
        report.exitCode().ifPresent(code -> facts.put("exit code", Integer.toString(code)));
        report.signal().ifPresent(signal -> facts.put("signal", Integer.toString(signal)));
        facts.putAll(report.facts());
        return facts;
    }

    private static String time(Instant time, Instant now) {
        return time.truncatedTo(ChronoUnit.SECONDS) + " (" + Figures.age(Duration.between(time, now)) + " ago)";
    }

    /** Tabs stay, colours are left out, everything else that drives a terminal is shown by number. */
    private static String safe(String line) {
        byte[] bytes = line.replaceAll("[\r\n]+$", "").replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
        TerminalLog log = new TerminalLog(false);
        return log.next(bytes, bytes.length) + log.end();
    }
}
