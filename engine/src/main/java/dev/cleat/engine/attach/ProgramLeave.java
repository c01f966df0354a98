package dev.cleat.engine.attach;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Poll;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.terminal.HostPty;
import dev.cleat.engine.terminal.RelayEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A relayed program after its relay: it has ended, is asked to leave its session, or is hung up. */
record ProgramLeave(HostPty pty, PidFd child) {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** So much of what it says last is looked at for the session that it left. */
    private static final int MOST = 4096;

    /** What Cleat tells who has left a session. */
    private static final Pattern LEFT = Pattern.compile("left session ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    CommandOutcome outcome(RelayEnd.Reason reason, String farewell) throws IOException {
        return switch (reason) {
            case COMMAND_ENDED -> ended();
            case DETACHED -> left(farewell);
            case HUNG_UP -> {
                end();
                yield new CommandOutcome.HungUp();
            }
        };
    }

    private CommandOutcome ended() throws IOException {
        PidFd.End end = child.reap();
        return end.killed() ? new CommandOutcome.Killed(end.value()) : new CommandOutcome.Exited(end.value());
    }

    /** Where nobody answers any more, the session there ends as one whose terminal has gone. */
    private CommandOutcome left(String farewell) throws IOException {
        type(farewell);
        pty.closeSlave();
        String said = lastWords(System.nanoTime() + PATIENCE.toNanos());
        end();
        Matcher left = LEFT.matcher(said);
        return new CommandOutcome.Detached(left.find() ? Optional.of(left.group(1)) : Optional.empty());
    }

    private void type(String farewell) throws IOException {
        byte[] keys = farewell.getBytes(StandardCharsets.US_ASCII);
        try (Buffer buffer = new Buffer(Math.max(1, keys.length))) {
            buffer.put(keys, 0, keys.length);
            pty.master().write(buffer, 0, keys.length); // a PTY whose other side takes nothing is hung up below
        }
    }

    /** What it writes until it ends. */
    private String lastWords(long deadline) throws IOException {
        StringBuilder said = new StringBuilder();
        try (Poll poll = new Poll(2);
                Buffer buffer = new Buffer(MOST)) {
            boolean open = true;
            while (open && System.nanoTime() < deadline) {
                poll.watch(0, pty.master().number(), Poll.IN);
                poll.watch(1, child.fd().number(), Poll.IN);
                poll.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                open = take(poll, buffer, said);
            }
        }
        return said.toString();
    }

    /** False when there will be no more. */
    private boolean take(Poll poll, Buffer buffer, StringBuilder said) throws IOException {
        if (!poll.has(0, Poll.IN)) {
            return !poll.has(1, Poll.IN) && !poll.has(0, Poll.HANG_UP | Poll.ERROR);
        }
        int count = pty.master().read(buffer);
        said.append(new String(buffer.bytes(Math.max(0, count)), StandardCharsets.ISO_8859_1));
        said.delete(0, Math.max(0, said.length() - MOST));
        return count != 0; // -1: not now
    }

    /** Whatever it does with a hang-up, nothing of it stays. */
    private void end() throws IOException {
        pty.close();
        if (!child.awaitEnd(GRACE)) {
            child.signal(Signals.KILL);
        }
        child.reap();
    }
}
