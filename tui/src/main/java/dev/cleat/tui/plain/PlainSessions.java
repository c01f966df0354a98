package dev.cleat.tui.plain;

import dev.cleat.cli.output.RecordingText;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.UnknownContainerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions: begun, come back to, looked on at, ended; and what was recorded of them, read out. */
final class PlainSessions {

    private static final String KEYS = AttachRequest.DEFAULT_DETACH_KEYS;

    /** What a session gets between SIGHUP and SIGKILL, as {@code cleat sessions kill} gives it. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int MOST_RECORDINGS = 50;
    private static final int MOST_LINES = 200;

    private final Engine engine;
    private final PlainLines lines;
    private final Clock clock;
    private final Told sessions = new Told();
    private final Told recordings = new Told();

    PlainSessions(Engine engine, PlainLines lines, Clock clock) {
        this.engine = engine;
        this.lines = lines;
        this.clock = clock;
    }

    void list() throws ContainerException {
        List<SessionInfo> all = engine.sessions();
        sessions.all(all.stream().map(SessionInfo::id).toList());
        lines.say(all.size() + (all.size() == 1 ? " session" : " sessions"));
        for (int i = 0; i < all.size(); i++) {
            lines.say(PlainText.session(i + 1, all.get(i), clock.instant()));
        }
    }

    void attach(String name, List<String> command) throws ContainerException {
        engine.inspect(name); // says so when there is none
        lines.say("attached to " + name + "; Ctrl-A, then q, leaves it");
        told(name, engine.attach(AttachRequest.of(name, new ArrayList<>(command)), Optional.empty()));
    }

    void comeBack(String word) throws ContainerException {
        lines.say("back in the session; Ctrl-A, then q, leaves it");
        told("the session", engine.attachSession(sessions.named(word), KEYS, Optional.empty()));
    }

    void watch(String word) throws ContainerException {
        lines.say("looking on, nothing typed gets there; Ctrl-A, then q, ends it");
        engine.watchSession(sessions.named(word), KEYS, Optional.empty());
        lines.say(""); // the command may have left its last line open
        lines.say("no longer looking on");
    }

    private void told(String subject, CommandOutcome end) {
        lines.say(""); // the command may have left its last line open
        lines.say(subject + ": " + PlainText.end(end));
    }

    void end(String word) throws ContainerException {
        if (lines.isSure("End the session " + word + " and what it started?")) {
            engine.killSession(sessions.named(word), GRACE);
            lines.say("the session has ended");
        }
    }

    void recordings() throws ContainerException {
        List<RecordingInfo> all = engine.recordings().list();
        List<RecordingInfo> latest = all.subList(0, Math.min(MOST_RECORDINGS, all.size()));
        recordings.all(latest.stream().map(RecordingText::name).toList());
        lines.say(all.size()
                + (all.size() == 1 ? " recording" : " recordings")
                + (all.size() > latest.size() ? "; these are the first " + latest.size() : ""));
        for (int i = 0; i < latest.size(); i++) {
            lines.say(PlainText.recording(i + 1, latest.get(i), clock.instant()));
        }
    }

    /** What could be read in it. */
    void read(String word) throws ContainerException {
        LastLines last = new LastLines();
        try {
            engine.recordings().writeText(recordings.named(word), last);
        } catch (UnknownContainerException e) {
            throw new UnknownContainerException(
                    e.getMessage(), "recordings tells what there is, each with a number", e);
        } catch (IOException e) {
            lines.say("failed: cannot read the recording: " + e.getMessage());
            return;
        }
        List<String> all = last.lines();
        lines.say(
                last.count() > all.size() ? "the last " + all.size() + " of " + last.count() + " lines" : "all of it");
        all.forEach(lines::say);
        lines.say("that was the recording");
    }

    /** Keeps the last lines of what is written; of a line that is longer than any listener waits for its beginning. */
    private static final class LastLines extends java.io.OutputStream {

        private static final int LONGEST = 4096;

        private final java.util.ArrayDeque<String> kept = new java.util.ArrayDeque<>();
        private ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long count;

        @Override
        public void write(int octet) {
            if (octet != '\n') {
                if (line.size() < LONGEST) {
                    line.write(octet);
                }
                return;
            }
            count++;
            kept.addLast(line.toString(StandardCharsets.UTF_8));
            line = new ByteArrayOutputStream();
            if (kept.size() > MOST_LINES) {
                kept.removeFirst();
            }
        }

        long count() {
            return count;
        }

        List<String> lines() {
            if (line.size() > 0) {
                write('\n');
            }
            return List.copyOf(kept);
        }
    }
}
