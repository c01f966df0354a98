package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.HostRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads sessions and recordings as one list: the sessions that live or were left first, then what is recorded of others,
 * the latest first in both. Used by one thread.
 */
final class SessionReading {

    /** Recordings are many files, and only live ones change: those are looked at less often than sessions. */
    private static final long RECORDINGS_NANOS = 5_000_000_000L;

    private final Engine engine;
    private final LongSupplier nanoTime;
    private List<RecordingInfo> recordings = List.of();
    private Optional<Failure> problem = Optional.empty();
    private List<String> known = List.of();
    private long readAt;

    SessionReading(Engine engine) {
        this(engine, System::nanoTime);
    }

    /** @param nanoTime a clock as {@link System#nanoTime} */
    SessionReading(Engine engine, LongSupplier nanoTime) {
        this.engine = engine;
        this.nanoTime = nanoTime;
        this.readAt = nanoTime.getAsLong() - RECORDINGS_NANOS;
    }

    Message.HostRead read() throws ContainerException {
        List<SessionInfo> sessions = new ArrayList<>(engine.sessions());
        Collections.reverse(sessions);
        readRecordings(sessions.stream().map(SessionInfo::id).toList());
        return new Message.HostRead(HostLists.SESSIONS, rows(sessions), problem);
    }

    /** Also when a session has come or gone: with it a recording began or ended. */
    private void readRecordings(List<String> sessions) {
        long now = nanoTime.getAsLong();
        if (now - readAt < RECORDINGS_NANOS && sessions.equals(known)) {
            return;
        }
        readAt = now;
        known = sessions;
        try {
            List<RecordingInfo> latest = new ArrayList<>(engine.recordings().list());
            Collections.reverse(latest);
            recordings = latest;
            problem = Optional.empty();
        } catch (ContainerException e) {
            problem = Optional.of(Failure.of(e));
        }
    }

    private List<HostRow> rows(List<SessionInfo> sessions) {
        List<RecordingInfo> left = new ArrayList<>(recordings);
        List<HostRow> rows = new ArrayList<>();
        for (SessionInfo session : sessions) {
            Optional<RecordingInfo> own =
                    left.stream().filter(info -> isOf(session, info)).findFirst();
            own.ifPresent(left::remove);
            rows.add(new HostRow.Session(Optional.of(session), own));
        }
        left.forEach(info -> rows.add(new HostRow.Session(Optional.empty(), Optional.of(info))));
        return rows;
    }

    /** A path that another host tells is one of its own: it names nothing here. */
    private static boolean isOf(SessionInfo session, RecordingInfo info) {
        return session.id().equals(info.id())
                || !HostedName.isElsewhere(session.id())
                        && session.recording().filter(info.file()::equals).isPresent();
    }
}
