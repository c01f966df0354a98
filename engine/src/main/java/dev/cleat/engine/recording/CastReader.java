package dev.cleat.engine.recording;

import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.screen.VirtualScreen;
import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads an asciicast v2 from its beginning. A line that is none, or is only half there, is passed over. Whatever a file says
 * of times, they do not go back, and end some day.
 */
final class CastReader implements AutoCloseable {

    /** Of rows or columns (struct winsize, ioctl_tty(2)). */
    private static final int MOST_CELLS = 0xffff;

    /** LNM (ECMA-48). */
    private static final String LINE_FEED_IS_NEW_LINE = "\u001b[20h";

    private static final long LONGEST_MICROS = TimeUnit.DAYS.toMicros(10 * 366);

    private final LineReader lines;
    private final JsonTree header;
    private final long storedBytes;
    private long number;
    private long passedOver;
    private long lastMicros;

    /** <b>Errors.</b> IOException when the file cannot be read or is no asciicast v2. */
    CastReader(Path file) throws IOException {
        lines = new LineReader(file);
        try {
            header = header(file, lines);
            storedBytes = Files.size(file);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    private static JsonTree header(Path file, LineReader lines) throws IOException {
        if (!lines.next()) {
            throw new IOException(file + " is empty");
        }
        JsonTree header;
        try {
            header = JsonTree.of(Arrays.copyOf(lines.bytes(), lines.length()));
        } catch (IOException e) {
            throw new IOException(file + " is no asciicast: its first line is no header", e);
        }
        String version = header.optionalText("version").orElse("");
        if (!version.equals("2")) {
            throw new IOException(file + " is no asciicast of version 2");
        }
        return header;
    }

    /** The first line. */
    JsonTree header() {
        return header;
    }

    TerminalSize size() throws IOException {
        return new TerminalSize(bounded(header.number("height", 24)), bounded(header.number("width", 80)));
    }

    /** An empty one as it was in the beginning; where there was no terminal, it begins a new line with LF alone. */
    VirtualScreen screen() throws IOException {
        VirtualScreen screen = VirtualScreen.of(size());
        if (header.tree("x_session").flag(CastHeader.PIPED)) {
            screen.write(LINE_FEED_IS_NEW_LINE);
        }
        return screen;
    }

    private static int bounded(long cells) {
        return (int) Math.max(1, Math.min(MOST_CELLS, cells));
    }

    /** {@code 120x40}; empty when it is none. */
    static Optional<TerminalSize> size(String text) {
        int cross = text.indexOf('x');
        try {
            return Optional.of(new TerminalSize(
                    bounded(Integer.parseInt(text.substring(cross + 1))),
                    bounded(Integer.parseInt(text.substring(0, Math.max(0, cross))))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The next event; empty at the end. */
    Optional<CastEvent> next() throws IOException {
        while (lines.next()) {
            number++;
            Optional<CastEvent> event = CastEvent.parse(number, lines.bytes(), lines.length());
            if (event.isPresent()) {
                return event.map(this::inTime);
            }
            passedOver++;
        }
        return Optional.empty();
    }

    /** A time that cannot be is that of the event before. */
    private CastEvent inTime(CastEvent event) {
        if (event.micros() >= lastMicros && event.micros() <= LONGEST_MICROS) {
            lastMicros = event.micros();
            return event;
        }
        return new CastEvent(event.number(), lastMicros, event.code(), event.data());
    }

    void tell(Progress progress) {
        progress.at(lines.passed(), Math.max(1, storedBytes));
    }

    /** Lines so far that are no events. */
    long passedOver() {
        return passedOver;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
