package dev.cleat.cli;

import dev.cleat.cli.output.StandardOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What this process was given: descriptors, user, and the words of its command line as they were typed. */
final class ThisProcess {

    private static final Path SELF = Path.of("/proc/self");

    private ThisProcess() {}

    /** The surroundings of this process; {@code engines} opens its engine. */
    static Surroundings surroundings(Surroundings.EngineOpener engines) {
        String out = target(1);
        boolean pipe = out.startsWith("pipe:") || out.startsWith("socket:");
        return new Surroundings(
                System.getenv(),
                effectiveUser(),
                SELF,
                new StandardOutput(new FileOutputStream(FileDescriptor.out), isTerminal(out), pipe),
                new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                engines);
    }

    /**
     * The words after the JVM's own.
     *
     * <p>A JVM decodes them in the user's locale: in the locale C, which most services have, everything beyond ASCII
     * becomes a question mark. Then they are read again from /proc/self/cmdline (proc_pid_cmdline(5)), as UTF-8.
     */
    static List<String> words(String[] decoded) {
        for (String word : decoded) {
            if (!isPlain(word)) {
                return lastWords(decoded);
            }
        }
        return List.of(decoded);
    }

    private static boolean isPlain(String word) {
        for (int at = 0; at < word.length(); at++) {
            if (word.charAt(at) > 0x7E || word.charAt(at) == '?') {
                return false;
            }
        }
        return true;
    }

    private static List<String> lastWords(String[] decoded) {
        try {
            String all = Files.readString(SELF.resolve("cmdline"));
            List<String> words = new ArrayList<>();
            for (int start = 0; start < all.length(); start = all.indexOf('\0', start) + 1) {
                words.add(all.substring(start, all.indexOf('\0', start)));
            }
            return words.subList(words.size() - decoded.length, words.size());
        } catch (IOException | IndexOutOfBoundsException e) {
            // Not UTF-8, or longer than the kernel shows: what the JVM made of it is the best there is.
            return List.of(decoded);
        }
    }

    private static int effectiveUser() {
        try {
            // The kernel gives this directory to the effective user: proc_pid(5).
            return (int) Files.getAttribute(SELF.toRealPath(), "unix:uid");
        } catch (IOException e) {
            return "root".equals(System.getProperty("user.name")) ? 0 : -1;
        }
    }

    private static boolean isTerminal(String target) {
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    /** Where a descriptor leads, as the kernel words it: a path, {@code pipe:[1]}, {@code socket:[1]}. */
    private static String target(int descriptor) {
        try {
            return Files.readSymbolicLink(SELF.resolve("fd/" + descriptor)).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
