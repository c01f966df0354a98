package dev.cleat.cli;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A terminal of the archive's training run: shows nothing, types a few keys one by one, then hangs up. */
final class TrainingTerminal implements OperatorTerminal {

    private static final byte[] KEYS = "jk?\u001b/x\r:q\r".getBytes(StandardCharsets.US_ASCII);

    private int typed;

    @Override
    public TerminalSize size() {
        return new TerminalSize(24, 80);
    }

    @Override
    public int read(byte[] into, Duration atMost) {
        if (typed == KEYS.length) {
            return -1;
        }
        into[0] = KEYS[typed++];
        return 1;
    }

    @Override
    public void unread(byte[] bytes, int offset, int length) {
        typed -= length;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        // Nobody looks.
    }

    @Override
    public void wake() {
        // A read never waits.
    }

    @Override
    public boolean takeResized() {
        return false;
    }

    @Override
    public void leaveRaw() {
        // It has no modes.
    }

    @Override
    public void enterRaw() {
        // It has no modes.
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
