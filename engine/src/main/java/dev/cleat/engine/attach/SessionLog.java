package dev.cleat.engine.attach;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.recording.RawLog;
import dev.cleat.engine.terminal.Relay;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What is recorded of one session: its raw PTY log, if it was asked for. */
record SessionLog(Optional<RawLog> raw) implements AutoCloseable {

    static SessionLog open(Optional<Path> file, Consumer<String> warnings) throws ContainerException, ErrnoException {
        return new SessionLog(file.isPresent() ? Optional.of(RawLog.open(file.get(), warnings)) : Optional.empty());
    }

    /** Only what passes the PTY is logged. */
    void hear(Relay relay) {
        raw.ifPresent(log -> relay.tap(log::write));
    }

    @Override
    public void close() {
        raw.ifPresent(RawLog::close);
    }
}
