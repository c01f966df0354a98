package dev.cleat.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the Cleat at the other end says first.
 *
 * @param version its own; hostile text, but short
 * @param protocol see {@link Protocol#VERSION}
 * @param level see {@link Protocol#LEVEL}
 */
record Greeting(String version, long protocol, long level) {

    private static final String BEGINNING = "{\"cleat\":";
    private static final int LONGEST_VERSION = 40;

    /** True for what a shell there does not print by itself. */
    static boolean isOne(String line) {
        return line.startsWith(BEGINNING);
    }

    static Greeting of(String line) throws IOException {
        Fields fields = new FarText(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8))).next();
        String version = fields.name("cleat");
        return new Greeting(
                version.substring(0, Math.min(LONGEST_VERSION, version.length())),
                fields.numberOr("protocol", 0),
                fields.numberOr("level", 1));
    }

    boolean isUnderstood() {
        return protocol == Protocol.VERSION;
    }

    /** What an operator should know of it, behind the host's name; nothing when both are {@code mine}. */
    Optional<String> difference(String mine) {
        String both = "runs cleat " + version + ", this one " + mine;
        if (!isUnderstood()) {
            return Optional.of(both + ": they do not understand each other, install one version on both");
        }
        if (level < Protocol.LEVEL) {
            return Optional.of(
                    "runs an older cleat (" + version + "): its recordings, addresses, and the columns of traffic,"
                            + " exit, root directory and ids are not told");
        }
        return version.equals(mine) ? Optional.empty() : Optional.of(both);
    }
}
