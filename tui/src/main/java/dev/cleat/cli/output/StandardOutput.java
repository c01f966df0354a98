package dev.cleat.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The stream that results go to: buffered, UTF-8, and loud when it cannot be written. */
public final class StandardOutput extends OutputStream {

    private final OutputStream out;
    private final boolean terminal;
    private final boolean pipe;

    /**
     * Writes to {@code out}.
     *
     * @param terminal true when it leads to a terminal
     * @param pipe true when it leads to another program, whose end is no failure of ours
     */
    public StandardOutput(OutputStream out, boolean terminal, boolean pipe) {
        this.out = new BufferedOutputStream(out, 1 << 14);
        this.terminal = terminal;
        this.pipe = pipe;
    }

    /** It could not be written. */
    public static final class BrokenException extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean readerGone;

        BrokenException(IOException cause, boolean readerGone) {
            super("cannot write to standard output: " + cause.getMessage(), cause);
            this.readerGone = readerGone;
        }

        /** True when the reader of a pipe has read enough ({@code cleat ls | head -1}). */
        public boolean isReaderGone() {
            return readerGone;
        }
    }

    /** True when it leads to a terminal. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Writes {@code text} as it is: whatever is foreign in it was escaped before. */
    public void print(CharSequence text) throws BrokenException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(int octet) throws BrokenException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws BrokenException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public void flush() throws BrokenException {
        try {
            out.flush();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The kernel's answer is text in the user's language, so EPIPE is told from the others by what is at the other end. */
    private BrokenException broken(IOException cause) {
        return new BrokenException(cause, pipe);
    }
}
