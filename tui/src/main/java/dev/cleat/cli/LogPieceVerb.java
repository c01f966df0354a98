package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.JsonDocument;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.remote.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** {@code internal-log}: a piece of the log of a container console, or of a recording, for the console of another host. */
final class LogPieceVerb implements Verb {

    private static final int LARGEST = 1 << 20;

    private static final VerbSpec SPEC = new VerbSpec(
            Protocol.LOG_VERB,
            "print a piece of a log",
            Operands.NAME,
            false,
            List.of(
                    Option.value("--from", "OFFSET", "where it begins; -1: so that it ends where the log does"),
                    Option.value("--most", "BYTES", "how long it is at most"),
                    Option.flag(Protocol.OF_RECORDING, "NAME is a recording")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        String name = call.arguments().operands().get(0);
        long wanted = number(call, "--from");
        int most = (int) Math.max(0, Math.min(LARGEST, number(call, "--most")));
        try (Engine engine = call.openEngine()) {
            boolean recorded = call.arguments().has(Protocol.OF_RECORDING);
            Path file = recorded
                    ? engine.recordings().find(name).file()
                    : engine.consoleLog(name).file();
            try (FileChannel log = NewestLog.open(file).channel()) {
                long size = log.size();
                // One that is shorter than what was read of it has begun anew.
                long from = wanted < 0 || wanted > size ? Math.max(0, size - most) : wanted;
                ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, size - from));
                while (bytes.hasRemaining() && log.read(bytes, from + bytes.position()) > 0) {
                    // A read may return less than it could.
                }
                print(call, size, from, bytes);
            } catch (IOException e) {
                throw new HostLimitException(
                        "cannot read " + (recorded ? "the recording " : "the log of ") + name + ": "
                                + FileProblem.of(e),
                        null,
                        e);
            }
        }
        return ExitStatus.DONE;
    }

    private static void print(Call call, long size, long from, ByteBuffer bytes) throws IOException {
        JsonDocument.write(call.out(), json -> {
            json.writeStartObject();
            json.writeNumberField("size", size);
            json.writeNumberField("from", from);
            json.writeBinaryField("data", java.util.Arrays.copyOf(bytes.array(), bytes.position()));
            json.writeEndObject();
        });
    }

    private static long number(Call call, String option) throws UsageException {
        String text = call.arguments().value(option).orElse("-1");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UsageException(SPEC.name(), option + " \"" + text + "\" is no number");
        }
    }
}
