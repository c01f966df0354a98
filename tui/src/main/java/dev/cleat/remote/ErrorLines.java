package dev.cleat.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What ssh tells last on its standard error, read as it comes, so that it does not wait for a reader. Where an ssh to a jump host
 * has told why, what the other one tells afterwards is passed over: that the connection was closed.
 */
final class ErrorLines {

    private static final Pattern CONSEQUENCE = Pattern.compile(
            "(kex_exchange_identification:|ssh_exchange_identification:|Connection (closed|reset) by ).*");

    /** Whose key is another one than it was, ends a long warning; that it is not trusted comes after it. */
    private static final String CHANGED_KEY = "Host key for ";

    private static final String UNTRUSTED_KEY = "Host key verification failed";

    /** Octets that are read: who tells more waits for ever. */
    private static final int MOST = 16 << 20;

    private static final int LONGEST = 500;
    private static final int END_OF_STREAM_MILLIS = 500;

    private final Thread reader;
    private volatile String last = "";

    ErrorLines(InputStream errors) {
        reader = new Thread(() -> read(errors), "errors of ssh");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream errors) {
        StringBuilder line = new StringBuilder();
        try {
            int left = MOST;
            for (int octet = errors.read(); octet >= 0 && left > 0; octet = errors.read()) {
                left--;
                if (octet == '\n') {
                    keep(line);
                } else if (line.length() < LONGEST) {
                    line.append((char) octet);
                }
            }
        } catch (IOException e) {
            keep(line.append(" (").append(e.getMessage()).append(')'));
        }
        keep(line);
    }

    private void keep(StringBuilder line) {
        byte[] octets = line.toString().getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(octets, StandardCharsets.UTF_8).strip();
        boolean known = !last.isEmpty() && CONSEQUENCE.matcher(text).matches()
                || last.startsWith(CHANGED_KEY) && text.startsWith(UNTRUSTED_KEY);
        if (!text.isEmpty() && !known) {
            last = text;
        }
        line.setLength(0);
    }

    /** Once the program has ended; of one that lives, what it told so far. */
    String last() {
        try {
            reader.join(END_OF_STREAM_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last;
    }
}
