package dev.cleat.tui.plain;

import dev.cleat.tui.render.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines to and from the operator. What is typed ahead stays in the terminal, for whatever is attached to next. */
final class PlainLines {

    /** Longer than any command; the rest of such a line is dropped. */
    private static final int LONGEST = 4096;

    private final InputStream in;
    private final PrintStream out;

    PlainLines(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** Writes a line; {@code text} may hold anything. */
    void say(String text) {
        out.print(SafeText.of(text) + "\n");
        out.flush();
    }

    /** Asks, and reads the answer: empty at the end of input. */
    Optional<String> ask(String question) {
        out.print(question);
        out.flush();
        return line();
    }

    /** Asks for a yes: whatever is not clearly one is a no. */
    boolean isSure(String question) {
        boolean yes = ask(question + " Say yes or no: ")
                .filter(answer -> answer.equalsIgnoreCase("yes") || answer.equalsIgnoreCase("y"))
                .isPresent();
        if (!yes) {
            say("nothing was done");
        }
        return yes;
    }

    /** True when a line, or the end of input, waits to be read. */
    boolean isTyped() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Byte by byte: more must not be taken than belongs to this line. */
    private Optional<String> line() {
        byte[] bytes = new byte[LONGEST];
        int length = 0;
        try {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            while (next >= 0 && next != '\n') {
                if (length < LONGEST) {
                    bytes[length++] = (byte) next;
                }
                next = in.read();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8).strip());
    }

    /** The stream's own trouble: nobody reads any more. */
    boolean isBroken() {
        return out.checkError();
    }
}
