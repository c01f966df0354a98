package dev.cleat.cli;

import dev.cleat.cli.option.Nearest;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.cli.output.RecordingJson;
import dev.cleat.cli.output.RecordingText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code rec}: the recorded sessions. */
final class RecordingVerb implements Verb {

    private static final String NAME = "rec";

    private static final VerbSpec SPEC = new VerbSpec(
            NAME,
            "list, show, verify, export or remove recordings",
            new Operands("[ls|info|cat|verify|export|rm] [ID|FILE...]", 0, Integer.MAX_VALUE, false),
            false,
            List.of(
                    Option.value(
                            "--format", "FORMAT", "export: script (script and scriptreplay), text or v3 (asciicast)"),
                    Option.value("--to", "FILE", "export: write to FILE; script: and FILE.timing"),
                    Option.value("--key", "FILE", "verify: signed by this key, public or private (PEM)"),
                    Option.flag("--raw", "cat: exactly the recorded bytes, not to a terminal"),
                    Option.value("--container", "NAME", "ls: of this container"),
                    Option.value("--user", "NAME", "ls: of this user"),
                    Option.value("--since", "TIME", "ls: begun since; 2h, 2026-03-04, 2026-03-04T05:06:07Z"),
                    Option.flag("--json", "ls, info, verify: as JSON")),
            List.of());

    private static final List<String> ACTIONS = List.of("ls", "info", "cat", "verify", "export", "rm");
    private static final List<String> FORMATS = List.of("script", "text", "v3");

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        List<String> operands = call.arguments().operands();
        String action = operands.isEmpty() ? "ls" : operands.get(0);
        if (!ACTIONS.contains(action)) {
            throw new UsageException(NAME, "unknown action \"" + action + "\"" + Nearest.hint(action, ACTIONS));
        }
        List<String> names = operands.isEmpty() ? List.of() : operands.subList(1, operands.size());
        check(call, action, names);
        try (Engine engine = call.openEngine()) {
            Recordings recordings = engine.recordings();
            return switch (action) {
                case "info" -> info(call, recordings, names);
                case "cat" -> cat(call, recordings, names.get(0));
                case "verify" -> verify(call, recordings, names);
                case "export" -> export(call, recordings, names.get(0));
                case "rm" -> remove(call, recordings, names);
                default -> list(call, recordings);
            };
        }
    }

    private static void check(Call call, String action, List<String> names) throws UsageException {
        if (action.equals("ls") != names.isEmpty()) {
            throw new UsageException(
                    NAME, action.equals("ls") ? "ls takes no name" : action + " needs an ID or a FILE");
        }
        if (names.size() > 1 && (action.equals("cat") || action.equals("export"))) {
            throw new UsageException(NAME, action + " takes one ID or FILE");
        }
        if (action.equals("cat") && call.arguments().has("--raw") && call.out().isTerminal()) {
            throw new UsageException(NAME, "cat --raw would drive your terminal; send it to a file or a pipe");
        }
        if (action.equals("export")) {
            format(call);
        }
    }

    private static String format(Call call) throws UsageException {
        Optional<String> format = call.arguments().value("--format");
        if (format.isEmpty()) {
            throw new UsageException(NAME, "export needs --format script, text or v3");
        }
        String known = format.get();
        if (!FORMATS.contains(known)) {
            throw new UsageException(NAME, "unknown format \"" + known + "\"" + Nearest.hint(known, FORMATS));
        }
        if (known.equals("script") && !call.arguments().has("--to")) {
            throw new UsageException(NAME, "export --format script needs --to FILE: it writes several files");
        }
        return known;
    }

    private static int list(Call call, Recordings recordings) throws UsageException, ContainerException, IOException {
        RecordingFilter filter = RecordingFilter.of(NAME, call);
        List<RecordingInfo> all =
                recordings.list().stream().filter(filter::matches).toList();
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> RecordingJson.writeAll(json, all));
        } else {
            call.out().print(RecordingText.table(all, call.here().coloursResults()));
        }
        return ExitStatus.DONE;
    }

    private static int info(Call call, Recordings recordings, List<String> names)
            throws ContainerException, IOException {
        List<RecordingInfo> all = new ArrayList<>();
        for (String name : names) {
            all.add(recordings.find(name));
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> RecordingJson.writeAll(json, all));
        } else {
            for (RecordingInfo info : all) {
                call.out().print(RecordingText.facts(info));
            }
        }
        return ExitStatus.DONE;
    }

    private static int cat(Call call, Recordings recordings, String name) throws ContainerException, IOException {
        return told(
                call,
                name,
                call.arguments().has("--raw")
                        ? recordings.writeBytes(name, call.out())
                        : recordings.writeText(name, call.out()));
    }

    /** @param passedOver lines of the recording that are none: what was written is not all */
    private static int told(Call call, String name, long passedOver) {
        if (passedOver == 0) {
            return ExitStatus.DONE;
        }
        String lines = passedOver == 1 ? "1 line is no record and was" : passedOver + " lines are no records and were";
        call.messages().error("not all of " + name + " was written: " + lines + " passed over; see cleat rec verify");
        return ExitStatus.FAILED;
    }

    private static int verify(Call call, Recordings recordings, List<String> names)
            throws UsageException, ContainerException, IOException {
        Optional<String> file = call.arguments().value("--key");
        Optional<Path> key = file.isEmpty() ? Optional.empty() : Optional.of(Places.path(NAME, "--key", file.get()));
        List<VerifyReport> reports = new ArrayList<>();
        for (String name : names) {
            reports.add(recordings.verify(name, key));
        }
        if (call.arguments().has("--json")) {
            JsonDocument.write(call.out(), json -> RecordingJson.writeReports(json, names, reports));
        } else {
            for (int i = 0; i < names.size(); i++) {
                call.out().print(RecordingText.report(names.get(i), reports.get(i)));
            }
        }
        boolean good = reports.stream()
                .allMatch(report -> report.verdict() == Verdict.INTACT || report.verdict() == Verdict.LIVE);
        return good ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static int export(Call call, Recordings recordings, String name)
            throws UsageException, ContainerException, IOException {
        String format = format(call);
        Optional<String> to = call.arguments().value("--to");
        if (to.isEmpty()) {
            return told(call, name, write(recordings, name, format, call.out()));
        }
        Path file = Places.path(NAME, "--to", to.get());
        try {
            if (format.equals("script")) {
                return told(call, name, recordings.exportScript(name, file));
            }
            try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                return told(call, name, write(recordings, name, format, out));
            }
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(NAME, e.getFile() + " is there already");
        }
    }

    private static long write(Recordings recordings, String name, String format, java.io.OutputStream out)
            throws ContainerException, IOException {
        return format.equals("v3") ? recordings.writeV3(name, out) : recordings.writeText(name, out);
    }

    private static int remove(Call call, Recordings recordings, List<String> names) throws ContainerException {
        for (String name : names) {
            recordings.remove(name);
        }
        return ExitStatus.DONE;
    }
}
