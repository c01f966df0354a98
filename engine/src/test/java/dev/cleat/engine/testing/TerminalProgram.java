package dev.cleat.engine.testing;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Poll;
import dev.cleat.engine.terminal.HostPty;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shell line in a session of its own on a terminal of its own, as somebody types it who is logged in. */
public final class TerminalProgram implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofMillis(20);

    private final HostPty pty;
    private final Process shell;
    private final Buffer buffer = new Buffer(65536);
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    /** @param line may use "$@", which is {@code words} */
    public TerminalProgram(String line, List<String> words) throws IOException {
        pty = HostPty.open(-1, -1, new TerminalSize(24, 80));
        // A session's leader gets its controlling terminal by opening it without O_NOCTTY.
        String script = "exec <>" + pty.name() + " >&0 2>&0; " + line;
        List<String> command = new java.util.ArrayList<>(List.of("setsid", "/bin/busybox", "sh", "-c", script, "sh"));
        command.addAll(words);
        shell = new ProcessBuilder(command).start();
    }

    /** The terminal. */
    public HostPty pty() {
        return pty;
    }

    /** The shell, or what it has become. */
    public Process process() {
        return shell;
    }

    public void type(String keys) throws IOException {
        try (Buffer typed = new Buffer(Math.max(1, keys.length()))) {
            typed.put(keys.getBytes(StandardCharsets.ISO_8859_1), 0, keys.length());
            pty.master().write(typed, 0, keys.length());
        }
    }

    /** Everything shown until now. */
    public String screen() {
        return seen.toString(StandardCharsets.ISO_8859_1).replace("\r", "");
    }

    /** The same, as it came. */
    public byte[] bytes() {
        return seen.toByteArray();
    }

    /** Looks until {@code text} is shown. */
    public void await(String text) throws Exception {
        Awaiting.until("\"" + text + "\" on the screen", () -> {
            look(MOMENT);
            return screen().contains(text);
        });
    }

    /** Takes part of what is shown. */
    @FunctionalInterface
    public interface Taker {
        void take(byte[] bytes, int offset, int length);
    }

    /** Gives {@code taker} the next {@code count} bytes that are shown, which are not kept. */
    public void drain(long count, Taker taker) throws Exception {
        byte[] bytes = new byte[buffer.capacity()];
        try (Poll poll = new Poll(1)) {
            for (long left = count; left > 0; ) {
                poll.watch(0, pty.master().number(), Poll.IN);
                poll.await(Awaiting.BOUND);
                if (!poll.has(0, Poll.IN)) {
                    throw new AssertionError("not shown: the last " + left + " bytes of " + count);
                }
                int read = pty.master().read(buffer, 0, (int) Math.min(left, bytes.length));
                buffer.get(0, bytes, 0, Math.max(0, read));
                taker.take(bytes, 0, Math.max(0, read));
                left -= Math.max(0, read);
            }
        }
    }

    /** Looks until the shell has ended; its status. */
    public int end() throws Exception {
        Awaiting.until("the end of the program", () -> {
            look(MOMENT);
            return !shell.isAlive();
        });
        while (look(Duration.ZERO)) {
            // What was shown last.
        }
        return shell.exitValue();
    }

    private boolean look(Duration atMost) throws IOException {
        try (Poll poll = new Poll(1)) {
            poll.watch(0, pty.master().number(), Poll.IN);
            poll.await(atMost);
            if (!poll.has(0, Poll.IN)) {
                return false;
            }
            int count = Math.max(0, pty.master().read(buffer));
            seen.write(buffer.bytes(count), 0, count);
            return count > 0;
        }
    }

    /** What stty(1) says of the terminal. */
    public String settings() throws Exception {
        Process stty = new ProcessBuilder("stty", "-a", "-F", pty.name().toString()).start();
        String settings = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        stty.waitFor();
        return settings;
    }

    @Override
    public void close() throws Exception {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        pty.close();
    }
}
