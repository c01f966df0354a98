package dev.cleat.tui;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.tui.terminal.Signals;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The terminal of this process through /dev/tty, a reading thread and stty(1): good enough to look at the console. */
final class DevTty implements OperatorTerminal {

    private final FileOutputStream output;
    private final String saved;
    private final Deque<Byte> typed = new ArrayDeque<>();
    private boolean woken;
    private boolean resized;
    private boolean gone;
    private TerminalSize size;

    DevTty() throws IOException {
        FileInputStream input = new FileInputStream("/dev/tty");
        output = new FileOutputStream("/dev/tty");
        saved = stty("-g").strip();
        enterRaw();
        size = measured();
        Signals.handle("WINCH", this::resized);
        Thread reader = new Thread(() -> pump(input), "dev-tty");
        reader.setDaemon(true);
        reader.start();
    }

    private void pump(FileInputStream input) {
        byte[] bytes = new byte[4096];
        try {
            for (int count = input.read(bytes); count > 0; count = input.read(bytes)) {
                synchronized (this) {
                    for (int i = 0; i < count; i++) {
                        typed.add(bytes[i]);
                    }
                    notifyAll();
                }
            }
        } catch (IOException e) {
            // Hang-up.
        }
        synchronized (this) {
            gone = true;
            notifyAll();
        }
    }

    @Override
    public synchronized TerminalSize size() {
        return size;
    }

    @Override
    public synchronized int read(byte[] into, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (typed.isEmpty() && !gone && !woken && !resized) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return 0;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                return 0;
            }
        }
        woken = false;
        int count = 0;
        while (count < into.length && !typed.isEmpty()) {
            into[count++] = typed.poll();
        }
        return count == 0 && gone ? -1 : count;
    }

    @Override
    public synchronized void unread(byte[] bytes, int offset, int length) {
        for (int i = offset + length - 1; i >= offset; i--) {
            typed.addFirst(bytes[i]);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            output.write(bytes, offset, length);
        } catch (IOException e) {
            // Gone.
        }
    }

    @Override
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    @Override
    public synchronized boolean takeResized() {
        boolean was = resized;
        resized = false;
        return was;
    }

    @Override
    public void leaveRaw() {
        stty(saved);
    }

    @Override
    public void setFarewell(java.util.function.Supplier<byte[]> bytes) {
        // Nothing ends it in between.
    }

    @Override
    public void enterRaw() {
        stty("raw", "-echo");
    }

    @Override
    public void close() {
        leaveRaw();
    }

    private void resized() {
        TerminalSize next = measured();
        synchronized (this) {
            size = next;
            resized = true;
            notifyAll();
        }
    }

    private static TerminalSize measured() {
        String[] words = stty("size").strip().split(" ");
        return new TerminalSize(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    }

    private static String stty(String... arguments) {
        try {
            java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of("stty", "-F", "/dev/tty"));
            command.addAll(java.util.List.of(arguments));
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
