package dev.cleat.engine.stage;

import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A stage that outlives this JVM by a moment: when the JVM is killed, so that no shutdown hook of it runs, it gives the
 * operator's terminal the settings it had when the guard was spawned. Dismissed by {@link #close}.
 */
public final class TerminalGuard implements AutoCloseable {

    private static final int VERSION = 1;
    private static final int ROLE_GUARD = 3;

    private final StageConnection connection;

    private TerminalGuard(StageConnection connection) {
        this.connection = connection;
    }

    /**
     * Returns when the guard has read the terminal's settings; only afterwards may they be changed.
     *
     * @param terminal non-blocking
     * @param farewell what is written before the settings are restored
     */
    public static TerminalGuard spawn(StageProgram program, Fd terminal, byte[] farewell) throws IOException {
        PassedDescriptors descriptors = new PassedDescriptors();
        Packet restore = Packet.of(RecordType.TERMINAL)
                .u32(descriptors.pass(terminal))
                .text(new String(farewell, StandardCharsets.ISO_8859_1));
        Packet hello = Packet.of(RecordType.HELLO)
                .u32(VERSION)
                .u32(ROLE_GUARD)
                .u32(descriptors.all().size())
                .text("terminal");
        StageProgram.Spawned spawned = program.spawn("guard", "terminal", descriptors.all());
        try {
            spawned.connection().sendAll(List.of(hello, restore, Packet.of(RecordType.END_OF_PLAN)));
            spawned.awaitReady();
            return new TerminalGuard(spawned.connection());
        } catch (IOException e) {
            spawned.abandon();
            throw e;
        }
    }

    /** The terminal has been restored by ourselves. */
    @Override
    public void close() throws IOException {
        try (connection) {
            connection.send(RecordType.COMMIT);
        }
    }
}
