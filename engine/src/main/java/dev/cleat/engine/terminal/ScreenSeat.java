package dev.cleat.engine.terminal;

import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.EventFd;
import dev.cleat.engine.screen.VirtualScreen;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A place at a session for somebody who has a part of a screen instead of a terminal: cells come out of it, keys go in. What the
 * session prints gets as far as an emulated screen and no further. Any thread may look and type; the relay's thread serves it.
 */
public final class ScreenSeat implements AutoCloseable {

    /** What it is, in terminfo(5)'s words, whatever the operator's terminal is. */
    public static final String TERM = "xterm-256color";

    /** Lines that have left the screen and can still be looked at. */
    private static final int MOST_SCROLLED = 2000;

    /** Typed bytes that wait for a slow session; more are dropped. */
    private static final int MOST_TYPED = 1 << 16;

    /** Bytes that wait for a slow session beyond which no question is answered. */
    private static final int MOST_ANSWERED = 1 << 13;

    private final EventFd wake;
    private final boolean answers;
    private final PaneViewer viewer;
    private final KeyModes modes = new KeyModes();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer text = CharBuffer.allocate(1 << 14);
    private final Deque<String> scrolled = new ArrayDeque<>();
    private final VirtualScreen screen;
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private TerminalSize size;
    private boolean resized = true;
    private boolean left;
    private boolean closed;

    /**
     * @param answers what the program asks its terminal is answered, as by typing: true for who is at the session, false for
     *     who looks on
     * @param viewer is told on the relay's thread when there is something new to see
     */
    public ScreenSeat(TerminalSize size, boolean answers, PaneViewer viewer) throws ErrnoException {
        this.wake = new EventFd();
        this.size = size;
        this.answers = answers;
        this.viewer = viewer;
        this.screen = VirtualScreen.of(size, viewer::colours);
        screen.takeScrolled(); // from now on they are kept
    }

    /** What is to be seen now. */
    public synchronized ScreenImage image() {
        return screen.image();
    }

    /** What has left the screen at the top, oldest first. */
    public synchronized List<String> scrolled() {
        return List.copyOf(scrolled);
    }

    public boolean cursorKeys() {
        return modes.cursorKeys();
    }

    public boolean bracketedPaste() {
        return modes.bracketedPaste();
    }

    public synchronized void type(byte[] keys) {
        if (typed.size() + keys.length <= MOST_TYPED) {
            typed.writeBytes(keys);
        }
        signal();
    }

    public synchronized void resize(TerminalSize next) {
        if (!next.equals(size)) {
            size = next;
            resized = true;
            screen.resize(next);
            signal();
        }
    }

    /** Gets up: the relay ends as if the detach keys had been typed. */
    public synchronized void leave() {
        left = true;
        signal();
    }

    private void signal() {
        if (!closed) {
            wake.signal();
        }
    }

    int wakeNumber() {
        return wake.number();
    }

    void woken() {
        wake.drain();
    }

    /** What was typed since the last call. */
    synchronized byte[] takeTyped() {
        byte[] bytes = typed.toByteArray();
        typed.reset();
        return bytes;
    }

    synchronized boolean isTyped() {
        return typed.size() > 0;
    }

    synchronized boolean hasLeft() {
        return left;
    }

    public synchronized TerminalSize size() {
        return size;
    }

    /** True when the size changed since the last call. */
    synchronized boolean takeResized() {
        boolean was = resized;
        resized = false;
        return was;
    }

    /** The session's own size counts for somebody who looks on. */
    synchronized void fit(TerminalSize session) {
        screen.resize(session);
    }

    /** The session printed this. */
    void shown(Buffer bytes, int offset, int length) {
        modes.output(bytes, offset, length);
        byte[] piece = new byte[length];
        bytes.get(offset, piece, 0, length);
        synchronized (this) {
            decode(piece);
            for (String line : screen.takeScrolled()) {
                scrolled.addLast(line);
                if (scrolled.size() > MOST_SCROLLED) {
                    scrolled.removeFirst();
                }
            }
            answer(screen.takeAnswers());
        }
        viewer.changed();
    }

    /** A program that asks and does not read gets no more than fits; what the operator types has room all the same. */
    private void answer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (answers && bytes.length > 0 && typed.size() + bytes.length <= MOST_ANSWERED) {
            type(bytes);
        }
    }

    /** A character may be cut by the end of a piece. */
    private void decode(byte[] piece) {
        ByteBuffer all = ByteBuffer.allocate(rest.remaining() + piece.length)
                .put(rest)
                .put(piece)
                .flip();
        boolean more = true;
        while (more) {
            more = decoder.decode(all, text, false).isOverflow();
            screen.write(text.flip());
            text.clear();
        }
        rest = ByteBuffer.allocate(all.remaining()).put(all).flip();
    }

    /** When the relay has ended. The screen can still be looked at. */
    @Override
    public synchronized void close() {
        closed = true;
        wake.close();
    }
}
