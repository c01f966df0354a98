package dev.cleat.engine.recording;

import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.ShellWords;
import dev.cleat.engine.api.TerminalSize;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A recording as script(1) writes it with {@code --logging-format advanced}, for
 * {@code scriptreplay --log-timing FILE.timing --log-out FILE}. The first line of a data file is a heading that scriptreplay
 * passes over.
 */
final class ScriptExport {

    private final RecordingInfo info;
    private final OutputStream out;
    private final OutputStream in;
    private final OutputStream timing;
    private long before;

    private ScriptExport(RecordingInfo info, OutputStream out, OutputStream in, OutputStream timing) {
        this.info = info;
        this.out = out;
        this.in = in;
        this.timing = timing;
    }

    /** Returns how many lines of the recording are none. */
    static long write(Path cast, RecordingInfo info, Path to) throws IOException {
        Path in = to.resolveSibling(to.getFileName() + ".in");
        try (CastReader reader = new CastReader(cast);
                ExactOutput exact = new ExactOutput(cast);
                OutputStream out = create(to);
                OutputStream timing = create(to.resolveSibling(to.getFileName() + ".timing"))) {
            if (info.input().equals("off")) {
                new ScriptExport(info, out, OutputStream.nullOutputStream(), timing).run(reader, exact, to, null);
            } else {
                try (OutputStream typed = create(in)) {
                    new ScriptExport(info, out, typed, timing).run(reader, exact, to, in);
                }
            }
            return reader.passedOver();
        }
    }

    private static OutputStream create(Path file) throws IOException {
        return new BufferedOutputStream(Channels.newOutputStream(Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))));
    }

    private void run(CastReader reader, ExactOutput exact, Path output, Path input) throws IOException {
        TerminalSize size = reader.size();
        String started = "Script started on " + info.started().orElse(Instant.EPOCH) + " [COLUMNS=\"" + size.columns()
                + "\" LINES=\"" + size.rows() + "\"]\n";
        put(out, started);
        put(in, started);
        head("START_TIME", info.started().orElse(Instant.EPOCH).toString());
        head("TERM", reader.header().tree("env").optionalText("TERM").orElse("dumb"));
        head("COLUMNS", Integer.toString(size.columns()));
        head("LINES", Integer.toString(size.rows()));
        head("COMMAND", ShellWords.line(info.command()).replaceAll("[\\x00-\\x1f\\x7f]", "?"));
        head("OUTPUT_LOG", output.getFileName().toString());
        if (input != null) {
            head("INPUT_LOG", input.getFileName().toString());
        }
        Optional<CastEvent> event = reader.next();
        while (event.isPresent()) {
            add(event.get(), exact);
            event = reader.next();
        }
        put(out, "\nScript done\n");
    }

    private void add(CastEvent event, ExactOutput exact) throws IOException {
        switch (event.code()) {
            case 'o' -> data('O', event, exact.of(event), out);
            case 'i' -> data('I', event, event.data().getBytes(StandardCharsets.UTF_8), in);
            case 'r' -> {
                Optional<TerminalSize> size = CastReader.size(event.data());
                if (size.isPresent()) {
                    String facts = "SIGWINCH ROWS=" + size.get().rows() + " COLS="
                            + size.get().columns();
                    put(timing, "S " + since(event) + " " + facts + "\n");
                }
            }
            case 'x' -> head("EXIT_CODE", event.data().replaceAll("[^0-9]", ""));
            default -> {}
        }
    }

    private void data(char code, CastEvent event, byte[] bytes, OutputStream to) throws IOException {
        put(timing, code + " " + since(event) + " " + bytes.length + "\n");
        to.write(bytes);
    }

    private String since(CastEvent event) {
        long delta = event.micros() - before;
        before = event.micros();
        return CastWriter.seconds(delta);
    }

    private void head(String name, String value) throws IOException {
        put(timing, "H 0.000000 " + name + " " + value + "\n");
    }

    private static void put(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
