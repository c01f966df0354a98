package dev.cleat.engine.terminal;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Swallows what a terminal answers after the session that asked has ended; whatever reads the terminal next, a shell for
 * one, would take it for typed (CVE-2003-0063 and its kin).
 *
 * <p>Waits only for answers to open questions, and only shortly. Keys typed meanwhile are unread, not lost.
 */
final class LateReplies {

    private LateReplies() {}

    /** Takes {@code questions} answers from the terminal, as far as they come in time. */
    static void drop(TtyTerminal tty, int questions, Duration atMost) {
        if (questions == 0) {
            return;
        }
        Replies replies = new Replies();
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        long deadline = System.nanoTime() + atMost.toNanos();
        int count = 0;
        while (count >= 0 && replies.count() < questions && System.nanoTime() < deadline) {
            count = tty.read(buffer, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            keys.writeBytes(replies.keysOf(Arrays.copyOf(buffer, Math.max(0, count))));
        }
        keys.writeBytes(replies.unfinished());
        tty.unread(keys.toByteArray(), 0, keys.size());
    }
}
