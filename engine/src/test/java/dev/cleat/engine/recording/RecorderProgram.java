package dev.cleat.engine.recording;

import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.testing.EngineProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Records in a JVM of its own, for what concerns a whole process: its death, its limits, its memory.
 *
 * <p>{@code DIRECTORY forever}: numbered lines without end, each said on standard output; {@code DIRECTORY full}: more than
 * there is space for, then room is made by removing the file {@code filler}, then a last word; {@code DIRECTORY limit}: the same once standard input has ended; {@code DIRECTORY flood
 * MEBIBYTES}: random bytes, whose hash is said. Warnings are said at the end.
 */
final class RecorderProgram {

    private static final int CHUNK = 4095;

    private RecorderProgram() {}

    static List<String> commandLine(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Xmx40m",
                "-cp",
                EngineProgram.classPath(),
                RecorderProgram.class.getName()));
        line.addAll(List.of(arguments));
        return line;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        try (Recorded session = Recorded.of(Recorded.request(directory, Input.OFF))) {
            switch (arguments[1]) {
                case "forever" -> forever(session);
                case "full" -> full(session, directory.resolve("filler"));
                case "limit" -> limit(session, directory);
                default -> flood(session, Integer.parseInt(arguments[2]));
            }
            session.ends(0);
            session.warnings.forEach(System.out::println);
        }
    }

    private static void forever(Recorded session) throws Exception {
        for (int i = 1; ; i++) {
            session.shows("line " + i + "\r\n");
            System.out.println(i);
            Thread.sleep(2);
        }
    }

    private static void full(Recorded session, Path filler) throws Exception {
        for (int i = 0; i < 200 && session.warnings.isEmpty(); i++) {
            session.shows("x".repeat(CHUNK));
            Thread.sleep(15);
        }
        Files.deleteIfExists(filler);
        session.shows("the last word");
    }

    /** There is a limit when standard input ends; earlier it would keep JNA from unpacking its library. */
    private static void limit(Recorded session, Path directory) throws Exception {
        System.out.println();
        System.in.read();
        full(session, directory.resolve("none"));
    }

    private static void flood(Recorded session, int mebibytes) throws Exception {
        Sha256 hash = new Sha256();
        Random random = new Random(mebibytes);
        byte[] bytes = new byte[CHUNK];
        for (long left = (long) mebibytes << 20; left > 0; left -= CHUNK) {
            random.nextBytes(bytes);
            hash.add(bytes, 0, bytes.length);
            session.shows(bytes);
        }
        System.out.println(hash.soFar());
    }
}
