package dev.cleat.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What a verb tells while it answers a question: its steps at once, everything else with the answer. */
final class ToldLines extends OutputStream {

    private static final int MOST = 1 << 16;
    private static final String OWN = "cleat: ";
    private static final String STEP = OWN + "step ";
    private static final String DEBUG = " begins";

    private final Steps steps;
    private final java.io.ByteArrayOutputStream open = new java.io.ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();

    /** Gets each step of a flow, as the verb tells it. */
    @FunctionalInterface
    interface Steps {
        void tell(String step) throws IOException;
    }

    ToldLines(Steps steps) {
        this.steps = steps;
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        if (octet == '\n') {
            String line = open.toString(StandardCharsets.UTF_8);
            open.reset();
            line(line);
        } else if (open.size() < MOST) {
            open.write(octet);
        }
    }

    /** One message. */
    synchronized void line(String line) throws IOException {
        if (line.startsWith(STEP)) {
            steps.tell(line);
            return;
        }
        String own = line.startsWith(OWN) ? line.substring(OWN.length()) : line;
        if (!own.endsWith(DEBUG) && text.length() + own.length() < MOST) {
            text.append(text.length() == 0 ? "" : "; ").append(own);
        }
    }

    /** Everything else, in one line. */
    synchronized String text() {
        return text.toString();
    }
}
