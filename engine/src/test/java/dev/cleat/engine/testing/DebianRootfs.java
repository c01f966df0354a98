package dev.cleat.engine.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A Debian with both of its init systems, made once for the build by debootstrap(8) from Debian's packages. Its init is
 * sysvinit; systemd is at {@code /lib/systemd/systemd}.
 */
public final class DebianRootfs {

    private static final Path PLACE = Path.of("target", "debian").toAbsolutePath();
    private static final String ARCHIVE = "http://deb.debian.org/debian";

    private DebianRootfs() {}

    /** Where it is. Skips the test where it cannot be made. */
    public static synchronized Path path() throws Exception {
        if (!Files.isDirectory(PLACE)) {
            assumeTrue(Files.isExecutable(Path.of("/usr/sbin/debootstrap")), "needs Debian's package debootstrap");
            Path unfinished = PLACE.resolveSibling("debian.unfinished");
            bootstrap(unfinished);
            forContainers(unfinished);
            Files.move(unfinished, PLACE, StandardCopyOption.ATOMIC_MOVE);
        }
        return PLACE;
    }

    private static void bootstrap(Path directory) throws Exception {
        run("rm", "-rf", directory.toString());
        run(
                "debootstrap",
                "--variant=minbase",
                "--include=sysvinit-core,systemd,dbus",
                "bookworm",
                directory.toString(),
                ARCHIVE);
    }

    /** What every image for containers does: a login on the console, none on terminals that are not there. */
    private static void forContainers(Path directory) throws Exception {
        Path table = directory.resolve("etc/inittab");
        String terminals = Files.readString(table)
                .replaceAll("(?m)^[1-6]:.*getty.*$", "")
                .replaceAll("(?m)^pf::powerwait:.*$", "pf::powerwait:/sbin/init 0");
        Files.writeString(table, terminals + "\nco:2345:respawn:/sbin/getty --noclear 38400 console linux\n");
        Files.deleteIfExists(directory.resolve("etc/hostname"));
        Files.writeString(directory.resolve("etc/machine-id"), "", StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("debian", ".log");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assumeTrue(process.waitFor() == 0, () -> String.join(" ", command) + " failed, see " + log);
        Files.delete(log);
    }
}
