package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.TerminalSize;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A recording in other forms. */
final class CastExport {

    private static final List<String> TEXTS = List.of("title", "command");

    private CastExport() {}

    /** Exactly the bytes that were shown. {@code progress} hears of bytes of the file. All return how many lines of the recording are none. */
    static long bytes(Path cast, OutputStream out, Progress progress) throws IOException {
        try (CastReader reader = new CastReader(cast);
                ExactOutput exact = new ExactOutput(cast)) {
            Optional<CastEvent> event = reader.next();
            while (event.isPresent()) {
                if (event.get().code() == 'o') {
                    out.write(exact.of(event.get()));
                }
                reader.tell(progress);
                event = reader.next();
            }
            out.flush();
            return reader.passedOver();
        }
    }

    /** Every line that left the screen at the top, what was cleared from it, then the last screen. */
    static long text(Path cast, OutputStream out, Progress progress) throws IOException {
        try (CastReader reader = new CastReader(cast)) {
            ShownText shown = new ShownText(reader.screen(), out);
            Optional<CastEvent> event = reader.next();
            while (event.isPresent()) {
                shown.play(event.get());
                reader.tell(progress);
                event = reader.next();
            }
            shown.end();
            out.flush();
            return reader.passedOver();
        }
    }

    /** asciicast v3: intervals instead of times, the terminal's size in a map of its own. */
    static long v3(Path cast, RecordingInfo info, OutputStream target) throws IOException {
        try (CastReader reader = new CastReader(cast)) {
            OutputStream out = new BufferedOutputStream(target);
            v3Header(reader, info, out);
            ByteSink line = new ByteSink(1 << 13);
            long before = 0;
            Optional<CastEvent> event = reader.next();
            while (event.isPresent()) {
                long now = event.get().micros();
                line.reset();
                line.ascii("[" + CastWriter.seconds(now - before) + ", \""
                        + event.get().code() + "\", ");
                JsonText.write(event.get().data(), line);
                line.ascii("]\n");
                line.writeTo(out);
                before = now;
                event = reader.next();
            }
            out.flush();
            return reader.passedOver();
        }
    }

    private static void v3Header(CastReader reader, RecordingInfo info, OutputStream out) throws IOException {
        TerminalSize size = reader.size();
        JsonGenerator json = CastHeader.JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeNumberField("version", 3);
        json.writeObjectFieldStart("term");
        json.writeNumberField("cols", size.columns());
        json.writeNumberField("rows", size.rows());
        Optional<String> type = reader.header().tree("env").optionalText("TERM");
        if (type.isPresent()) {
            json.writeStringField("type", type.get());
        }
        json.writeEndObject();
        if (reader.header().optionalText("timestamp").isPresent()) {
            json.writeNumberField("timestamp", reader.header().number("timestamp"));
        }
        for (String name : TEXTS) {
            Optional<String> text = reader.header().optionalText(name);
            if (text.isPresent()) {
                json.writeStringField(name, text.get());
            }
        }
        json.writeArrayFieldStart("tags");
        if (!info.id().isEmpty()) {
            json.writeString("session:" + info.id());
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        out.write('\n');
    }
}
