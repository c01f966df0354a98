package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.ErrnoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the operator's terminal shows: the session's output as it comes, for a moment a few words in its title, and instead of the
 * session, when that is asked for, what was shown before.
 */
final class OperatorView implements AutoCloseable {

    private static final byte[] NEXT_LINE = {'\r', '\n'};

    static final int CAPACITY = 65536;
    static final int LARGEST_READ = 4096; // a PTY gives at most 4095 bytes at a time, n_tty(4) of the kernel

    private final TtyTerminal tty;
    private final FarEnd far;
    private final List<Tap> taps;
    private final ScreenState state = new ScreenState();
    private final TitleNotice notice = new TitleNotice(state);
    private final Lookback lookback;
    private final Transit screen = new Transit(CAPACITY);
    private final ByteQueue waiting = new ByteQueue();
    private boolean farEnded;
    private boolean isStale;
    private long fromCommand;

    /** @param shown remembers what {@code taps} hear; perhaps one of them */
    OperatorView(TtyTerminal tty, FarEnd far, List<Tap> taps, ShownLately shown) {
        this.tty = tty;
        this.far = far;
        this.taps = new ArrayList<>(taps);
        this.taps.add(state);
        this.lookback = new Lookback(shown, state);
    }

    ScreenState state() {
        return state;
    }

    Lookback lookback() {
        return lookback;
    }

    /** A few words for the operator's eyes only. */
    void tell(String words) {
        notice.show(words);
    }

    boolean takesOutput() {
        return !farEnded && screen.room() >= LARGEST_READ && (lookback.isOpen() || waiting.isEmpty());
    }

    void takeOutput() throws ErrnoException {
        int count;
        do {
            count = far.read(screen);
            farEnded = count == 0;
            if (count > 0) {
                hear(count);
            }
        } while (count >= LARGEST_READ / 2 && takesOutput());
    }

    private void hear(int count) {
        fromCommand += count;
        for (Tap tap : taps) {
            tap.output(screen.buffer(), screen.end() - count, count);
        }
        if (lookback.isOpen()) {
            screen.removeLast(count);
        }
    }

    /** Behind what was shown: words in the title, or what was shown before instead of the session. */
    void addOwn(long nowNanos) {
        if (!farEnded && takesOutput() && !lookback.takesKeys()) {
            byte[] words = notice.take(nowNanos);
            screen.add(words, 0, words.length);
        }
        if (lookback.takesKeys() && !lookback.isOpen()) {
            add(lookback.open(tty.size()));
        }
    }

    /** What was shown before is to be seen otherwise than it is, when the terminal has taken what it was told first. */
    void redraw() {
        isStale = true;
    }

    /** Whoever looked back sees the session again; true when its program should draw it once more. */
    boolean backToSession() {
        Lookback.Return back = lookback.close();
        add(back.bytes());
        return back.isDrawnAnew();
    }

    /** The terminal's size is another, or somebody else had it, while the operator looks back. */
    void lookAgain() {
        add(lookback.again(tty.size()));
    }

    private void add(byte[] bytes) {
        waiting.add(bytes, 0, bytes.length);
    }

    void show() {
        fill();
        while (!screen.isEmpty()) {
            int accepted = tty.writeNow(screen.buffer(), screen.start(), screen.size());
            screen.remove(Math.max(0, accepted)); // a short write means that it is full; poll(2) tells when it is not
            if (accepted <= 0 || waiting.isEmpty() && !isStale) {
                return;
            }
            fill();
        }
    }

    private void fill() {
        if (isStale && waiting.isEmpty() && screen.isEmpty()) {
            isStale = false;
            add(lookback.isOpen() ? lookback.frame() : new byte[0]);
        }
        if (!waiting.isEmpty() && screen.room() > 0) {
            byte[] next = new byte[Math.min(screen.room(), waiting.size())];
            waiting.take(next);
            screen.add(next, 0, next.length);
        }
    }

    /** Nobody sees it any more. */
    void drop() {
        screen.remove(screen.size());
        waiting.takeAll();
    }

    /** Nothing comes any more. */
    void end() {
        farEnded = true;
    }

    boolean hasEnded() {
        return farEnded;
    }

    boolean isEmpty() {
        return screen.isEmpty() && waiting.isEmpty() && !lookback.takesKeys();
    }

    /** True while something waits to be written. */
    boolean wantsToShow() {
        return !screen.isEmpty() || !waiting.isEmpty();
    }

    long fromCommand() {
        return fromCommand;
    }

    Optional<Long> due() {
        return lookback.takesKeys() ? Optional.empty() : notice.due();
    }

    /** What makes the terminal as it was found. */
    byte[] farewell() {
        return join(lookback.farewell(), TerminalReset.of(state));
    }

    /** The same; what comes next begins a line of its own. */
    byte[] farewellInMidst() {
        return lookback.isInLine() ? join(farewell(), NEXT_LINE) : farewell();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** What takes our words away, at the end. */
    byte[] endOfNotice() {
        return notice.end();
    }

    @Override
    public void close() {
        screen.close();
    }
}
