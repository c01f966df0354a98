package dev.cleat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Tells which descriptors a caller left open. None of them reaches a container: the stage closes whatever it was not
 * given. It is told to whoever looks why something was not passed on ({@code -l debug}), and in the log file; shells,
 * editors and service managers leave some open at every command.
 */
final class InheritedDescriptors {

    /** O_CLOEXEC in proc_pid_fdinfo(5), which is octal: what has it was opened by this process, not by its caller. */
    private static final long CLOSE_ON_EXEC = 02000000;

    private InheritedDescriptors() {}

    /** Tells of each one above 2, unless {@code --close-all-fds} was given. */
    static void tell(Call call) {
        if (call.arguments().has("--close-all-fds")) {
            return;
        }
        Path self = call.here().self();
        for (int descriptor : open(self)) {
            if (descriptor > 2 && isInherited(self, descriptor)) {
                call.messages()
                        .debug("inherited fd " + descriptor + " (" + target(self, descriptor)
                                + ") is closed to the container");
            }
        }
    }

    private static int[] open(Path self) {
        String[] names = self.resolve("fd").toFile().list();
        if (names == null) {
            return new int[0];
        }
        int[] descriptors = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            descriptors[i] = Integer.parseInt(names[i]);
        }
        Arrays.sort(descriptors);
        return descriptors;
    }

    /** A JVM opens some files without O_CLOEXEC: its own lib/modules and, without a class-data archive, our jars. */
    private static boolean isInherited(Path self, int descriptor) {
        String target = target(self, descriptor);
        if (target.isEmpty() || target.endsWith("/lib/modules") || target.endsWith(".jar")) {
            return false;
        }
        try {
            for (String line : Files.readAllLines(self.resolve("fdinfo/" + descriptor))) {
                if (line.startsWith("flags:")) {
                    return (Long.parseLong(line.substring(6).strip(), 8) & CLOSE_ON_EXEC) == 0;
                }
            }
        } catch (IOException e) {
            // It was closed meanwhile: then it was ours.
        }
        return false;
    }

    private static String target(Path self, int descriptor) {
        try {
            return Files.readSymbolicLink(self.resolve("fd/" + descriptor)).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
