package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Poll;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private static final Duration ANSWER_TIME = Duration.ofMillis(200);
    /** So long a program has to look at its size before it changes again. */
    private static final long REDRAW_TIME = Duration.ofMillis(50).toNanos();

    private static final String HELP =
            "Ctrl-a: q or d leave, a Ctrl-a, [ what was shown before, m mark, r recording, ? this";
    private static final int TTY = 0;
    private static final int WAKE = 1;
    private static final int FAR = 2;

    private final TtyTerminal tty;
    private final FarEnd far;
    private final DetachMatcher detach;
    private final List<Tap> taps;
    private final OperatorView view;
    private final OperatorAsides asides;
    private final Transit keys = new Transit(OperatorView.CAPACITY);
    private JobControl jobControl;
    private boolean sizeIsKnown;
    private Optional<Long> redrawnAt = Optional.empty();
    private boolean commandEnded;
    private long toCommand;
    private RelayEnd.Reason verdict;

    /** @param shown what is looked at with the keys for it */
    TerminalLink(
            TtyTerminal tty, FarEnd far, DetachKeys keys, List<Tap> taps, ShownLately shown, OperatorAsides asides) {
        this.asides = asides;
        this.tty = tty;
        this.far = far;
        this.detach = new DetachMatcher(keys);
        this.view = new OperatorView(tty, far, taps, shown);
        this.taps = Stream.concat(taps.stream(), Stream.of(view.state())).toList();
    }

    @Override
    public int slots() {
        return 3;
    }

    @Override
    public void start() throws ErrnoException {
        tty.setFarewell(view::farewellInMidst);
        jobControl = new JobControl(tty);
        passSize();
        passUnread(System.nanoTime());
    }

    @Override
    public void arm(Poll poll, int first) {
        int ttyEvents = (takesKeys() && !tty.hasUnread() ? Poll.IN : 0) | (view.wantsToShow() ? Poll.OUT : 0);
        poll.watch(first + TTY, tty.fd().number(), ttyEvents);
        poll.watch(first + WAKE, tty.wakeUps().number(), Poll.IN);
        int farEvents = (view.takesOutput() ? Poll.IN : 0) | (keys.isEmpty() && sizeIsKnown ? 0 : Poll.OUT);
        if (farEvents == 0 || view.hasEnded()) {
            poll.ignore(first + FAR); // or its hang-up would be reported again and again
        } else {
            poll.watch(first + FAR, far.fd().number(), farEvents);
        }
    }

    private boolean takesKeys() {
        boolean isHeard = !commandEnded || view.lookback().takesKeys();
        return isHeard && verdict == null && keys.room() >= OperatorView.LARGEST_READ + detach.heldBytes();
    }

    @Override
    public void serve(Poll poll, int first, long nowNanos) throws ErrnoException {
        if (poll.has(first + WAKE, Poll.IN)) {
            tty.wakeUps().drain();
            takeChanges(nowNanos);
        }
        boolean hungUp = poll.has(first + TTY, Poll.HANG_UP | Poll.ERROR);
        if (takesKeys() && (hungUp || poll.has(first + TTY, Poll.IN))) {
            passKeys(tty.readNow(OperatorView.LARGEST_READ), nowNanos);
        }
        if (detach.due().filter(due -> due <= nowNanos).isPresent()) {
            hand(detach.release(), nowNanos);
        }
        if (redrawnAt.filter(due -> due <= nowNanos).isPresent()) {
            redrawnAt = Optional.empty();
            sizeIsKnown = false;
        }
        passUnread(nowNanos);
        if (view.takesOutput() && poll.has(first + FAR, Poll.IN | Poll.HANG_UP | Poll.ERROR)) {
            view.takeOutput();
        }
        view.addOwn(nowNanos);
        passEarly(nowNanos);
        view.show();
        if (hungUp || tty.isGone()) {
            hangUp();
        }
    }

    private void takeChanges(long nowNanos) throws ErrnoException {
        boolean isResized = tty.takeResized();
        sizeIsKnown &= !isResized;
        boolean isContinued = tty.takeContinued();
        if (view.lookback().isOpen()) {
            if (isResized || isContinued) {
                view.lookAgain();
            }
        } else if (isContinued) {
            comeBack(nowNanos);
        }
    }

    /** A shell had the terminal. The session's modes are set again; its program draws anew. */
    private void comeBack(long nowNanos) throws ErrnoException {
        byte[] modes = view.state().again().getBytes(StandardCharsets.ISO_8859_1);
        tty.write(modes, 0, modes.length);
        askToDraw(nowNanos);
    }

    /** Its size changes for a moment: the kernel tells a program of nothing but a change (tty_do_resize). */
    private void askToDraw(long nowNanos) throws ErrnoException {
        TerminalSize size = tty.size();
        sizeIsKnown = far.resize(new TerminalSize(size.rows(), Math.max(1, size.columns() - 1)));
        redrawnAt = Optional.of(nowNanos + REDRAW_TIME);
    }

    /** What was typed before this session began, first; then the keys that wait. */
    private void passUnread(long nowNanos) throws ErrnoException {
        sendKeys();
        while (tty.hasUnread() && takesKeys()) {
            passKeys(tty.takeUnread(OperatorView.LARGEST_READ), nowNanos);
            sendKeys();
        }
    }

    private void passKeys(byte[] typed, long nowNanos) throws ErrnoException {
        byte[] rest = typed;
        do {
            hand(detach.feed(rest, nowNanos), nowNanos);
            detach.takeAsked().forEach(this::answer);
            rest = detach.rest();
        } while (rest.length > 0 && !detach.isComplete());
        if (detach.isComplete()) {
            tty.unread(rest, 0, rest.length);
            verdict = RelayEnd.Reason.DETACHED;
        }
    }

    private void answer(PrefixCommand command) {
        switch (command) {
            case LOOK_BACK -> view.lookback().ask();
            case MARK -> view.tell(asides.mark());
            case RECORDING -> view.tell(asides.recording());
            case HELP -> view.tell(HELP);
            case LEAVE, LITERAL -> throw new IllegalArgumentException(command.name()); // nothing is asked with them
        }
    }

    /** To the command, or to whoever looks at what was shown before. */
    private void hand(byte[] typed, long nowNanos) throws ErrnoException {
        if (!view.lookback().takesKeys()) {
            queue(typed);
            return;
        }
        byte[] rest = view.lookback().type(typed);
        if (view.lookback().hasLeft()) {
            if (view.backToSession() && !view.hasEnded()) {
                askToDraw(nowNanos);
            }
            queue(rest);
        } else if (typed.length > 0) {
            view.redraw();
        }
    }

    /** Keys that were typed behind those that asked for what was shown before. */
    private void passEarly(long nowNanos) throws ErrnoException {
        if (view.lookback().isOpen()) {
            byte[] early = view.lookback().takeEarly();
            if (early.length > 0) {
                hand(early, nowNanos);
            }
        }
    }

    private void queue(byte[] typed) {
        if (typed.length > 0 && commandEnded) {
            tty.unread(typed, 0, typed.length); // for whoever reads the terminal next
        } else if (typed.length > 0) {
            taps.forEach(tap -> tap.input(typed));
            keys.add(typed, 0, typed.length);
        }
    }

    private void sendKeys() throws ErrnoException {
        if (!sizeIsKnown) {
            passSize();
        }
        while (!keys.isEmpty() && !view.hasEnded()) {
            int before = keys.size();
            if (!far.write(keys)) {
                return;
            }
            toCommand += before - keys.size();
        }
    }

    private void passSize() throws ErrnoException {
        var size = tty.size();
        sizeIsKnown = view.hasEnded() || far.resize(size);
        taps.forEach(tap -> tap.resized(size));
    }

    /** Nobody sees the output any more. A command that has ended by itself has still ended by itself. */
    private void hangUp() {
        view.drop();
        if (commandEnded) {
            view.end();
        } else if (verdict == null) {
            verdict = RelayEnd.Reason.HUNG_UP;
            far.hangUp();
        }
    }

    @Override
    public Optional<Long> due() {
        return Stream.of(detach.due(), redrawnAt, view.due())
                .flatMap(Optional::stream)
                .min(Long::compareTo);
    }

    @Override
    public boolean isOutput() {
        return true;
    }

    @Override
    public boolean isDone() {
        return view.hasEnded() && view.isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return view.isEmpty();
    }

    @Override
    public long fromCommand() {
        return view.fromCommand();
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

    /** Leaves the terminal as it was found; below a session that goes on without us, on a line of its own. */
    @Override
    public void settle(long nowNanos) {
        LateReplies.drop(tty, view.state().openQuestions(nowNanos), ANSWER_TIME);
        write(view.endOfNotice());
        boolean goesOn = verdict == RelayEnd.Reason.DETACHED || far.isOnlyWatched();
        write(goesOn ? view.farewellInMidst() : view.farewell());
        tty.setFarewell(() -> new byte[0]);
    }

    private void write(byte[] bytes) {
        tty.write(bytes, 0, bytes.length);
    }

    @Override
    public void close() {
        if (jobControl != null) {
            jobControl.close();
        }
        keys.close();
        view.close();
    }
}
