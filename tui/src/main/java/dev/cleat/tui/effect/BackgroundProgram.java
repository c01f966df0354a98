package dev.cleat.tui.effect;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program without a terminal: nothing to read, and what it prints is kept up to a limit. It is the leader of a session of
 * its own where setsid(1) is there, so that it cannot ask anything at the console's terminal either.
 */
final class BackgroundProgram {

    /** Of what it prints, bytes. */
    private static final int KEPT = 1 << 16;

    /** Between SIGTERM and SIGKILL, and for the last output of one that has ended. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration GLANCE = Duration.ofMillis(20);

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final File NOTHING = new File("/dev/null");

    /**
     * How it ended.
     *
     * @param status 128 and its number when a signal ended it
     * @param leftOut bytes that were not kept
     * @param calledBack this thread was interrupted meanwhile
     */
    record End(int status, String output, long leftOut, boolean calledBack) {}

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long leftOut;

    private volatile Optional<ProgramTree> running = Optional.empty();

    /** Errors: {@link IOException} with a clause that names it. */
    static void requireProgram(String program) throws IOException {
        String path = System.getenv().getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        boolean found = program.contains("/")
                ? Files.isExecutable(Path.of(program))
                : Stream.of(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder, program))
                        .anyMatch(file -> Files.isExecutable(file) && !Files.isDirectory(file));
        if (!found) {
            throw new IOException(
                    "there is no program \"" + program + "\"" + (program.contains("/") ? "" : " in PATH"));
        }
    }

    /** Sends SIGTERM to it and what it started, and does not wait. Of use from any thread. */
    void end() {
        running.ifPresent(tree -> tree.living().forEach(ProcessHandle::destroy));
    }

    /**
     * Runs it to its end, once; an interrupt ends it, and what it started.
     *
     * <p><b>Errors.</b> {@link IOException} when there is no such program or it cannot be executed.
     */
    End run(List<String> argv) throws IOException {
        requireProgram(argv.get(0));
        List<String> command = new ArrayList<>(argv);
        if (Files.isExecutable(SETSID)) {
            command.add(0, SETSID.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .start();
        ProgramTree tree = new ProgramTree(process);
        running = Optional.of(tree);
        Thread reader = new Thread(() -> keep(process.getInputStream()), "console-output");
        reader.setDaemon(true);
        reader.start();
        boolean calledBack = false;
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            calledBack = true;
            endAndWait(tree);
            process.onExit().join();
        }
        drain(reader, process);
        synchronized (kept) {
            return new End(process.exitValue(), kept.toString(StandardCharsets.UTF_8), leftOut, calledBack);
        }
    }

    private void keep(InputStream output) {
        byte[] piece = new byte[8192];
        try {
            for (int count = output.read(piece); count >= 0; count = output.read(piece)) {
                synchronized (kept) {
                    int room = Math.min(count, KEPT - kept.size());
                    kept.write(piece, 0, room);
                    leftOut += count - room;
                }
            }
        } catch (IOException e) {
            // It was closed: something that the program left behind still holds it.
        }
    }

    /** SIGTERM to all, and SIGKILL to those that are left after the grace or when it is called back twice. */
    private static void endAndWait(ProgramTree tree) {
        tree.living().forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            while (!tree.living().isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(GLANCE.toMillis());
            }
        } catch (InterruptedException e) {
            // Called back twice.
        }
        tree.living().forEach(ProcessHandle::destroyForcibly);
    }

    /** A daemon that holds the output open is not waited for. */
    private static void drain(Thread reader, Process process) {
        try {
            reader.join(GRACE.toMillis());
            if (reader.isAlive()) {
                process.getInputStream().close();
            }
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
        }
    }
}
