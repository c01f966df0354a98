package dev.cleat.engine.recording;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.definition.RawLogLimits;
import dev.cleat.engine.definition.RecordingPolicy.Keeping;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Records and logs on a disk of its own, an ext4 on a loop device: {@code DIRECTORY sync} brings what is written there as it
 * is written, {@code DIRECTORY fail} lets the disk fail (EXT4_IOC_SHUTDOWN) between two pieces. Says an empty line when
 * something was written, waits for its input's end, tells the warnings.
 */
final class DiskProgram {

    static final String RECORDED = "marker-of-the-recording";
    static final String LOGGED = "marker-of-the-raw-log";

    /** fs/ext4/ext4.h: _IOR('X', 125, __u32); 2: nothing more gets to the disk, every write(2) is EIO. */
    private static final long EXT4_IOC_SHUTDOWN = 0x8004587dL;

    private static final int WITHOUT_LOG_FLUSH = 2;
    private static final int PIECES = 20;

    private DiskProgram() {}

    static List<String> commandLine(Path directory, String mode) {
        List<String> line = new ArrayList<>(RecorderProgram.commandLine(directory.toString(), mode));
        line.set(line.indexOf(RecorderProgram.class.getName()), DiskProgram.class.getName());
        return line;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        List<String> warnings = Collections.synchronizedList(new ArrayList<>());
        Optional<Duration> every = Optional.of(Duration.ofMillis(10));
        Keeping keeping = new Keeping(every, false, Optional.empty(), Recorded.FOR_EVER);
        try (Recorded session = Recorded.of(Recorded.kept(Recorded.request(directory, Input.OFF), keeping));
                RawLog log = RawLog.open(directory.resolve("log"), RawLogLimits.NONE.synced(every), warnings::add)) {
            session.shows(RECORDED);
            log(log, LOGGED);
            if (arguments[1].equals("fail")) {
                fail(directory);
                for (int i = 0; i < PIECES; i++) {
                    session.shows("more");
                    log(log, "more");
                }
            }
            System.out.println();
            System.in.read();
            session.ends(0);
            warnings.addAll(session.warnings);
        }
        warnings.forEach(System.out::println);
    }

    private static void log(RawLog log, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try (Buffer buffer = new Buffer(bytes.length)) {
            buffer.put(bytes, 0, bytes.length);
            log.write(buffer, 0, bytes.length);
        }
    }

    private static void fail(Path directory) throws Exception {
        try (Fd disk = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
                Memory how = new Memory(Integer.BYTES)) {
            how.setInt(0, WITHOUT_LOG_FLUSH);
            Object[] call = {disk.number(), EXT4_IOC_SHUTDOWN, how};
            if (Function.getFunction("c", "ioctl").invokeInt(call) != 0) {
                throw new IllegalStateException("the disk does not fail");
            }
        }
    }
}
