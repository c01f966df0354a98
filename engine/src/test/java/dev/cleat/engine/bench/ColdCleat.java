package dev.cleat.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** We, as a shell starts us: the launcher and a JVM of its own each time. */
final class ColdCleat {

    private static final Path NO_TERMINAL = Path.of("/dev/null");
    private static final Duration FOR_AN_ARCHIVE = Duration.ofSeconds(60);

    private final Path java;
    private final String version;
    private final Workshop workshop;

    private ColdCleat(Path java, String version, Workshop workshop) {
        this.java = java;
        this.version = version;
        this.workshop = workshop;
    }

    /** One per installed Java release that can run us, the oldest first, each with its class-data archive made. */
    static List<ColdCleat> all(Workshop workshop) throws IOException, InterruptedException {
        List<ColdCleat> all = new ArrayList<>();
        try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
            for (Path home : homes.filter(Files::isDirectory).sorted().toList()) {
                if (!Files.isSymbolicLink(home) && Files.isReadable(home.resolve("release"))) {
                    String release = Files.readString(home.resolve("release"));
                    String version = release.replaceAll("(?s).*JAVA_VERSION=\"([0-9]+).*", "$1");
                    boolean known = all.stream().anyMatch(other -> other.version.equals(version));
                    if (Integer.parseInt(version) >= 17 && !known) {
                        all.add(new ColdCleat(home, version, workshop));
                    }
                }
            }
        }
        all.sort(Comparator.comparing(cleat -> Integer.parseInt(cleat.version)));
        for (ColdCleat cleat : all) {
            cleat.makeArchive();
        }
        return all;
    }

    /** The launcher makes it in the background at the first start after a build. */
    private void makeArchive() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + FOR_AN_ARCHIVE.toNanos();
        run("--version");
        while (!hasArchive()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no class-data archive for " + java);
            }
            Thread.sleep(200); // it appears by a rename that nobody tells us about
        }
    }

    private boolean hasArchive() throws IOException {
        Path jar = workshop.launcher().resolveSibling("tui/target/cleat.jar");
        String build =
                Files.readString(java.resolve("release")).replaceAll("(?s).*JAVA_RUNTIME_VERSION=\"([^\"]+).*", "$1");
        try (Stream<Path> archives = Files.list(jar.resolveSibling("cds"))) {
            for (Path archive : archives.toList()) {
                boolean ours = archive.getFileName().toString().matches(Pattern.quote(build) + "-[0-9]+\\.jsa");
                if (ours && Files.size(archive) > 0 && isNewer(archive, jar)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNewer(Path file, Path than) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
    }

    String name() {
        return "cleat cold " + version;
    }

    /** Without terminal, to its end. */
    void run(String... words) throws IOException {
        workshop.program().run(words(NO_TERMINAL, words));
    }

    /** With {@code seat} as its controlling terminal, to its end. */
    void run(Seat seat, String... words) throws IOException {
        Program.run(words(seat.name(), words), seat);
    }

    /** The words that start it on that terminal. */
    List<String> words(Path terminal, String... words) {
        List<String> all = new ArrayList<>();
        all.add(workshop.launcher().toString());
        all.addAll(List.of(words));
        return Program.inShell(
                Map.of(
                        "CLEAT_BUILD",
                        "never",
                        "CLEAT_JAVA",
                        java.toString(),
                        "CLEAT_PATH",
                        workshop.path().toString(),
                        "CLEAT_STATE",
                        workshop.state().toString(),
                        "HOME",
                        "/root",
                        "TERM",
                        "xterm-256color"),
                terminal,
                all);
    }
}
