package dev.cleat.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.StateEvent;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes what {@code wait}, {@code monitor}, {@code why} and {@code autostart -L} tell as JSON. */
public final class LifeJson {

    private LifeJson() {}

    /** One object: name, states that were waited for, whether one of them was reached in time. */
    public static void writeWait(JsonGenerator json, String name, Collection<ContainerState> states, boolean reached)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        writeTexts(json, "states", states.stream().map(Enum::name).toList());
        json.writeBooleanField("reached", reached);
        json.writeEndObject();
    }

    /** One object: sequence, time, name, state, by, reason. */
    public static void writeEvent(JsonGenerator json, StateEvent event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("sequence", event.sequence());
        json.writeStringField(
                "time", event.time().truncatedTo(ChronoUnit.MILLIS).toString());
        json.writeStringField("name", event.container());
        json.writeStringField("state", event.state().name());
        JsonDocument.writeText(json, "by", event.by().orElse(null));
        JsonDocument.writeText(json, "reason", event.reason().orElse(null));
        json.writeEndObject();
    }

    /** An array of them. */
    public static void writeEvents(JsonGenerator json, List<StateEvent> events) throws IOException {
        json.writeStartArray();
        for (StateEvent event : events) {
            writeEvent(json, event);
        }
        json.writeEndArray();
    }

    /** One object: name, state, conclusion, started, ended, exitCode, signal, facts, lastLines. */
    public static void writeEnd(JsonGenerator json, EndReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", report.container());
        json.writeStringField("state", report.state().name());
        json.writeStringField("conclusion", report.conclusion());
        JsonDocument.writeText(json, "started", report.started().orElse(null));
        JsonDocument.writeText(json, "ended", report.ended().orElse(null));
        writeNumber(json, "exitCode", report.exitCode());
        writeNumber(json, "signal", report.signal());
        json.writeObjectFieldStart("facts");
        for (Map.Entry<String, String> fact : report.facts().entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
        writeTexts(json, "lastLines", report.lastLines());
        json.writeEndObject();
    }

    /** An array of name, state, order, delayMillis, groups, dependsOn. */
    public static void writeAutostart(JsonGenerator json, List<AutostartEntry> entries) throws IOException {
        json.writeStartArray();
        for (AutostartEntry entry : entries) {
            json.writeStartObject();
            json.writeStringField("name", entry.name());
            json.writeStringField("state", entry.state().name());
            json.writeNumberField("order", entry.order());
            json.writeNumberField("delayMillis", entry.delay().toMillis());
            writeTexts(json, "groups", entry.groups());
            writeTexts(json, "dependsOn", entry.dependsOn());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeNumber(JsonGenerator json, String field, OptionalInt value) throws IOException {
        OptionalLong number = value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty();
        JsonDocument.writeNumber(json, field, number);
    }

    private static void writeTexts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
