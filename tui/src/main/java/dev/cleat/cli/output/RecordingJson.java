package dev.cleat.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.api.VerifyReport;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Writes recordings, what was found in them, and what their hashes say. */
public final class RecordingJson {

    private static final double MILLIS = 1000;

    private RecordingJson() {}

    /** An array. */
    public static void writeAll(JsonGenerator json, List<RecordingInfo> all) throws IOException {
        json.writeStartArray();
        for (RecordingInfo info : all) {
            write(json, info);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, RecordingInfo info) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", info.id());
        json.writeStringField("file", info.file().toString());
        json.writeStringField("state", info.state().name());
        json.writeStringField("kind", info.kind());
        json.writeStringField("container", info.container());
        JsonDocument.writeText(json, "containerId", info.containerId().orElse(null));
        json.writeStringField("user", info.user());
        JsonDocument.writeNumber(json, "uid", info.uid());
        JsonDocument.writeNumber(json, "loginUid", info.loginUid());
        JsonDocument.writeText(json, "ssh", info.ssh().orElse(null));
        JsonDocument.writeText(json, "clientTty", info.clientTty().orElse(null));
        json.writeStringField("host", info.host());
        json.writeArrayFieldStart("command");
        for (String argument : info.command()) {
            json.writeString(argument);
        }
        json.writeEndArray();
        JsonDocument.writeText(json, "started", info.started().orElse(null));
        json.writeFieldName("durationSeconds");
        if (info.duration().isPresent()) {
            json.writeNumber(info.duration().get().toMillis() / MILLIS);
        } else {
            json.writeNull();
        }
        JsonDocument.writeNumber(
                json,
                "exitStatus",
                info.exitStatus().isPresent()
                        ? OptionalLong.of(info.exitStatus().getAsInt())
                        : OptionalLong.empty());
        JsonDocument.writeText(json, "endReason", info.endReason().orElse(null));
        JsonDocument.writeNumber(json, "bytes", info.bytes());
        json.writeNumberField("lostBytes", info.lostBytes());
        json.writeStringField("input", info.input());
        JsonDocument.writeText(json, "reason", info.reason().orElse(null));
        json.writeEndObject();
    }

    /** An array; {@code names} are what the user called them. */
    public static void writeReports(JsonGenerator json, List<String> names, List<VerifyReport> reports)
            throws IOException {
        json.writeStartArray();
        for (int i = 0; i < names.size(); i++) {
            VerifyReport report = reports.get(i);
            json.writeStartObject();
            json.writeStringField("name", names.get(i));
            json.writeStringField("verdict", report.verdict().name());
            json.writeStringField("text", report.text());
            json.writeNumberField("provenRecord", report.records());
            JsonDocument.writeNumber(json, "badRecord", report.record());
            JsonDocument.writeNumber(json, "badOffset", report.offset());
            json.writeArrayFieldStart("notes");
            for (String note : report.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An array. */
    public static void writeHits(JsonGenerator json, List<SearchHit> hits) throws IOException {
        json.writeStartArray();
        for (SearchHit hit : hits) {
            json.writeStartObject();
            json.writeStringField("id", hit.recording().id());
            json.writeStringField("file", hit.recording().file().toString());
            json.writeStringField("container", hit.recording().container());
            json.writeStringField("user", hit.recording().user());
            json.writeNumberField("atSeconds", hit.time().toMillis() / MILLIS);
            json.writeStringField("in", hit.typed() ? "keys" : "screen");
            json.writeStringField("line", hit.line());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
