package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Poll;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Connects the operator's terminal with a command's: keys one way, output the other, changes of size along with the
 * keys.
 *
 * <p>A terminal that is slow to show output stops the reading of output, never of keys: Ctrl-C and the detach keys work
 * always. Only when {@link #CAPACITY} bytes wait because the command reads no input are further keys left in the kernel.
 */
final class TerminalLink implements Flow {

    static final int CAPACITY = 65536;
    private static final int LARGEST_READ = 4096; // a PTY gives at most 4095 bytes at a time, n_tty(4) of the kernel
    private static final Duration ANSWER_TIME = Duration.ofMillis(200);
    /** So long a program has to look at its size before it changes again. */
    private static final long REDRAW_TIME = Duration.ofMillis(50).toNanos();

    private static final String HELP = "Ctrl-a: q or d leave, a Ctrl-a, m mark, r recording, ? this";
    private static final int TTY = 0;
    private static final int WAKE = 1;
    private static final int FAR = 2;

    private final TtyTerminal tty;
    private final FarEnd far;
    private final DetachMatcher detach;
    private final List<Tap> taps;
    private final ScreenState state = new ScreenState();
    private final TitleNotice notice = new TitleNotice(state);
    private final OperatorAsides asides;
    private final Transit keys = new Transit(CAPACITY);
    private final Transit screen = new Transit(CAPACITY);
    private JobControl jobControl;
    private boolean sizeIsKnown;
    private Optional<Long> redrawnAt = Optional.empty();
    private boolean farEnded;
    private boolean commandEnded;
    private long fromCommand;
    private long toCommand;
    private RelayEnd.Reason verdict;

    TerminalLink(TtyTerminal tty, FarEnd far, DetachKeys keys, List<Tap> taps, OperatorAsides asides) {
        this.asides = asides;
        this.tty = tty;
        this.far = far;
        this.detach = new DetachMatcher(keys);
        this.taps = new ArrayList<>(taps);
        this.taps.add(state);
        this.taps.add(notice);
    }

    @Override
    public int slots() {
        return 3;
    }

    @Override
    public void start() throws ErrnoException {
        tty.setFarewell(() -> TerminalReset.of(state));
        jobControl = new JobControl(tty);
        passSize();
        passUnread(System.nanoTime());
    }

    @Override
    public void arm(Poll poll, int first) {
        int ttyEvents = (takesKeys() && !tty.hasUnread() ? Poll.IN : 0) | (screen.isEmpty() ? 0 : Poll.OUT);
        poll.watch(first + TTY, tty.fd().number(), ttyEvents);
        poll.watch(first + WAKE, tty.wakeUps().number(), Poll.IN);
        int farEvents = (takesOutput() ? Poll.IN : 0) | (keys.isEmpty() && sizeIsKnown ? 0 : Poll.OUT);
        if (farEvents == 0) {
            poll.ignore(first + FAR); // or its hang-up would be reported again and again
        } else {
            poll.watch(first + FAR, far.fd().number(), farEvents);
        }
    }

    private boolean takesKeys() {
        return !commandEnded && verdict == null && keys.room() >= LARGEST_READ + detach.heldBytes();
    }

    private boolean takesOutput() {
        return !farEnded && screen.room() >= LARGEST_READ;
    }

    @Override
    public void serve(Poll poll, int first, long nowNanos) throws ErrnoException {
        if (poll.has(first + WAKE, Poll.IN)) {
            tty.wakeUps().drain();
            sizeIsKnown &= !tty.takeResized();
            if (tty.takeContinued()) {
                comeBack(nowNanos);
            }
        }
        boolean hungUp = poll.has(first + TTY, Poll.HANG_UP | Poll.ERROR);
        if (takesKeys() && (hungUp || poll.has(first + TTY, Poll.IN))) {
            passKeys(tty.readNow(LARGEST_READ), nowNanos);
        }
        if (detach.due().filter(due -> due <= nowNanos).isPresent()) {
            queue(detach.release());
        }
        if (redrawnAt.filter(due -> due <= nowNanos).isPresent()) {
            redrawnAt = Optional.empty();
            sizeIsKnown = false;
        }
        passUnread(nowNanos);
        if (takesOutput() && poll.has(first + FAR, Poll.IN | Poll.HANG_UP | Poll.ERROR)) {
            takeOutput();
        }
        addNotice(nowNanos);
        show();
        if (hungUp || tty.isGone()) {
            hangUp();
        }
    }

    /**
     * A shell had the terminal. The session's modes are set again; its program draws anew because its size changes: for a
     * moment only, for the kernel tells it of nothing but a change (tty_do_resize).
     */
    private void comeBack(long nowNanos) throws ErrnoException {
        byte[] modes = state.again().getBytes(StandardCharsets.ISO_8859_1);
        tty.write(modes, 0, modes.length);
        TerminalSize size = tty.size();
        sizeIsKnown = far.resize(new TerminalSize(size.rows(), Math.max(1, size.columns() - 1)));
        redrawnAt = Optional.of(nowNanos + REDRAW_TIME);
    }

    /** What was typed before this session began, first; then the keys that wait. */
    private void passUnread(long nowNanos) throws ErrnoException {
        sendKeys();
        while (tty.hasUnread() && takesKeys()) {
            passKeys(tty.takeUnread(LARGEST_READ), nowNanos);
            sendKeys();
        }
    }

    private void passKeys(byte[] typed, long nowNanos) {
        queue(detach.feed(typed, nowNanos));
        detach.takeAsked().forEach(command -> notice.show(answer(command)));
        if (detach.isComplete()) {
            tty.unread(detach.rest(), 0, detach.rest().length);
            verdict = RelayEnd.Reason.DETACHED;
        }
    }

    private String answer(PrefixCommand command) {
        return switch (command) {
            case MARK -> asides.mark();
            case RECORDING -> asides.recording();
            case HELP -> HELP;
            case LEAVE, LITERAL -> throw new IllegalArgumentException(command.name()); // nothing is asked with them
        };
    }

    /** Behind what was shown, for the operator's eyes only. */
    private void addNotice(long nowNanos) {
        if (!farEnded && takesOutput()) {
            byte[] words = notice.take(nowNanos);
            screen.add(words, 0, words.length);
        }
    }

    private void queue(byte[] typed) {
        if (typed.length > 0) {
            taps.forEach(tap -> tap.input(typed));
            keys.add(typed, 0, typed.length);
        }
    }

    private void sendKeys() throws ErrnoException {
        if (!sizeIsKnown) {
            passSize();
        }
        while (!keys.isEmpty() && !farEnded) {
            int before = keys.size();
            if (!far.write(keys)) {
                return;
            }
            toCommand += before - keys.size();
        }
    }

    private void passSize() throws ErrnoException {
        var size = tty.size();
        sizeIsKnown = far.resize(size);
        taps.forEach(tap -> tap.resized(size));
    }

    private void takeOutput() throws ErrnoException {
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
    }

    private void show() {
        if (!screen.isEmpty()) {
            int accepted = tty.writeNow(screen.buffer(), screen.start(), screen.size());
            screen.remove(Math.max(0, accepted)); // a short write means that it is full; poll(2) tells when it is not
        }
    }

    /** Nobody sees the output any more. A command that has ended by itself has still ended by itself. */
    private void hangUp() {
        screen.remove(screen.size());
        if (commandEnded) {
            farEnded = true;
        } else if (verdict == null) {
            verdict = RelayEnd.Reason.HUNG_UP;
            far.hangUp();
        }
    }

    @Override
    public Optional<Long> due() {
        return Stream.of(detach.due(), redrawnAt, notice.due())
                .flatMap(Optional::stream)
                .min(Long::compareTo);
    }

    @Override
    public boolean isOutput() {
        return true;
    }

    @Override
    public boolean isDone() {
        return farEnded && screen.isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return screen.isEmpty();
    }

    @Override
    public long fromCommand() {
        return fromCommand;
    }

    @Override
    public long toCommand() {
        return toCommand;
    }

    @Override
    public Optional<RelayEnd.Reason> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** Keys that the command has not got are kept for whoever reads the terminal next. */
    @Override
    public void commandEnded() {
        commandEnded = true;
        queue(detach.release());
        byte[] unheard = keys.first(keys.size());
        keys.remove(unheard.length);
        tty.unread(unheard, 0, unheard.length);
        far.commandEnded();
    }

    /** Leaves the terminal as it was found. */
    @Override
    public void settle(long nowNanos) {
        LateReplies.drop(tty, state.openQuestions(nowNanos), ANSWER_TIME);
        byte[] title = notice.end();
        tty.write(title, 0, title.length);
        byte[] reset = TerminalReset.of(state);
        tty.write(reset, 0, reset.length);
        tty.setFarewell(() -> new byte[0]);
    }

    @Override
    public void close() {
        if (jobControl != null) {
            jobControl.close();
        }
        keys.close();
        screen.close();
    }
}
