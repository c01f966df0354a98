package dev.cleat.engine.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small root file system made from this machine's own programs, so that tests download nothing. */
public final class HostRootfs {

    private static final List<String> DIRECTORIES =
            List.of("bin", "dev", "etc", "lib", "proc", "root", "run", "sys", "tmp", "var");
    private static final List<String> APPLETS = List.of(
            "sh",
            "cat",
            "echo",
            "sleep",
            "ls",
            "ps",
            "id",
            "env",
            "tty",
            "stty",
            "head",
            "wc",
            "dd",
            "true",
            "false",
            "mount",
            "umount",
            "readlink",
            "hostname",
            "grep",
            "pwd",
            "kill",
            "touch",
            "mkdir",
            "mknod",
            "test",
            "seq",
            "sha256sum",
            "ip",
            "printf",
            "stat",
            "rm",
            "ln",
            "trap",
            "tail",
            "yes",
            "date");
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private HostRootfs() {}

    /** Fills {@code directory}: busybox and its applets when it is installed, else the host's shell and core programs. */
    public static Path make(Path directory) throws IOException {
        for (String name : DIRECTORIES) {
            Files.createDirectories(directory.resolve(name));
        }
        Files.writeString(
                directory.resolve("etc/passwd"),
                "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000:Alice:/tmp:/bin/sh\n1000:x:0:0:trap:/root:/bin/sh\n");
        Files.writeString(directory.resolve("etc/group"), "root:x:0:\nalice:x:1000:\n");
        Path busybox = Path.of("/bin/busybox");
        if (Files.isExecutable(busybox)) {
            install(directory, busybox);
            for (String applet : APPLETS) {
                Path link = directory.resolve("bin").resolve(applet);
                if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createSymbolicLink(link, Path.of("busybox"));
                }
            }
        } else {
            for (String applet : APPLETS) {
                Path program = Path.of("/bin", applet);
                if (Files.isExecutable(program)) {
                    install(directory, program);
                }
            }
        }
        return directory;
    }

    /** Copies a program of the host to {@code /bin} of the root, with the libraries it needs where it looks for them. */
    public static void install(Path directory, Path program) throws IOException {
        Path real = program.toRealPath();
        copy(real, directory.resolve("bin").resolve(program.getFileName()));
        Process ldd = new ProcessBuilder("ldd", real.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher library = LIBRARY.matcher(said);
        while (library.find()) {
            Path path = Path.of(library.group(1));
            copy(path.toRealPath(), directory.resolve("." + path).normalize());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
