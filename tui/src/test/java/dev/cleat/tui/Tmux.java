package dev.cleat.tui;

import dev.cleat.engine.PackageDirection;
import dev.cleat.engine.testing.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A terminal of tmux's own server with a shell in it, as an operator has it. */
final class Tmux implements AutoCloseable {

    private static final Path LAUNCHER =
            PackageDirection.inModule("../cleat").toAbsolutePath().normalize();

    /** One's server may still be on its way out when the next one's begins. */
    private static final AtomicInteger SERVERS = new AtomicInteger();

    private final String server = "cleat-test-" + ProcessHandle.current().pid() + "-" + SERVERS.incrementAndGet();
    private final Path folder;

    /** @param folder gets Cleat's path and state directories */
    Tmux(Path folder, int columns, int rows) throws Exception {
        this.folder = folder;
        List<String> start =
                List.of("-f", "/dev/null", "-u", "new-session", "-d", "-s", "s", "-x", "" + columns, "-y", "" + rows);
        List<String> shell = List.of(
                "env",
                "-u",
                "TMUX",
                "LC_ALL=C.UTF-8",
                "PS1=ready$ ",
                "TERM=tmux-256color",
                "CLEAT_BUILD=never",
                "CLEAT_PATH=" + folder.resolve("lib"),
                "CLEAT_STATE=" + folder.resolve("run"),
                "XDG_STATE_HOME=" + folder.resolve("state"),
                "XDG_CONFIG_HOME=" + folder.resolve("config"),
                "sh",
                "-i");
        List<String> all = new ArrayList<>(start);
        all.addAll(shell);
        tmux(all.toArray(String[]::new));
        await("ready$");
    }

    /** Types text literally, then Enter. */
    void command(String line) throws Exception {
        type(line);
        keys("Enter");
    }

    /** Starts the console. */
    void console(String... options) throws Exception {
        command(LAUNCHER + " " + String.join(" ", options));
    }

    /** Types text literally. */
    void type(String text) throws Exception {
        tmux("send-keys", "-t", "s", "-l", text);
    }

    /** Presses keys by tmux's names, all in one write. */
    void keys(String... names) throws Exception {
        List<String> all = new ArrayList<>(List.of("send-keys", "-t", "s"));
        all.addAll(List.of(names));
        tmux(all.toArray(String[]::new));
    }

    void resize(int columns, int rows) throws Exception {
        tmux("resize-window", "-t", "s", "-x", "" + columns, "-y", "" + rows);
    }

    /** As on a console of Linux itself: whatever is drawn stays. */
    void withoutAlternateScreen() throws Exception {
        tmux("set-option", "-g", "alternate-screen", "off");
    }

    /** What is on the screen now. */
    String screen() throws Exception {
        return tmux("capture-pane", "-t", "s", "-p");
    }

    /** The same with the sequences (SGR) that make it look as it does. */
    String styled() throws Exception {
        return tmux("capture-pane", "-t", "s", "-p", "-e");
    }

    /** Waits until the screen shows {@code text} and returns the screen. */
    String await(String text) throws Exception {
        try {
            Awaiting.until("the screen shows " + text, () -> screen().contains(text));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; it shows:\n" + screen(), e);
        }
        return screen();
    }

    /** Waits until the screen no longer shows {@code text}. */
    void awaitGone(String text) throws Exception {
        Awaiting.until("the screen no longer shows " + text, () -> !screen().contains(text));
    }

    /** Waits until that is what would be pasted. */
    void awaitBuffer(String text) throws Exception {
        Awaiting.until("the buffer holds " + text, () -> tmux("show-buffer").equals(text));
    }

    /** A value of tmux's formats, such as {@code #{alternate_on}}. */
    String value(String format) throws Exception {
        return tmux("display-message", "-t", "s", "-p", format).strip();
    }

    /** The JVM of the console: the only child of the terminal's shell. */
    long foregroundPid() throws Exception {
        return ProcessHandle.of(Long.parseLong(value("#{pane_pid}")))
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** Waits until what the shell ran has ended and the shell reads again: what is typed before is not for it. */
    void awaitShell() throws Exception {
        ProcessHandle shell =
                ProcessHandle.of(Long.parseLong(value("#{pane_pid}"))).orElseThrow();
        Awaiting.until(
                "what ran in the terminal has ended",
                () -> shell.children().findAny().isEmpty());
        await("ready$");
    }

    /** Runs Cleat's command line beside the terminal, with the same directories; its output, both streams. */
    String cleat(String... arguments) throws Exception {
        return cleat(folder, arguments);
    }

    /** The same without a terminal. */
    static String cleat(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLEAT_BUILD", "never");
        builder.environment().put("CLEAT_PATH", folder.resolve("lib").toString());
        builder.environment().put("CLEAT_STATE", folder.resolve("run").toString());
        return output(builder.start());
    }

    private String tmux(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", server));
        command.addAll(List.of(arguments));
        return output(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static String output(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    @Override
    public void close() throws Exception {
        tmux("kill-server");
    }
}
