package dev.cleat.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Usage;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Writes containers as JSON: field names are a contract with scripts. */
public final class ContainerJson {

    private ContainerJson() {}

    /** An array of containers. */
    public static void writeList(JsonGenerator json, List<ContainerSummary> containers) throws IOException {
        json.writeStartArray();
        for (ContainerSummary container : containers) {
            json.writeStartObject();
            writeFields(json, container);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The fields of one container, inside its object. */
    static void writeFields(JsonGenerator json, ContainerSummary container) throws IOException {
        json.writeStringField("name", container.name());
        json.writeStringField("state", container.state().name());
        JsonDocument.writeNumber(json, "pid", positive(container.pid()));
        json.writeStringField("runtime", container.runtime().jsonName());
        JsonDocument.writeText(json, "started", container.started().orElse(null));
        writeUsage(json, container.usage());
        writeNamespaces(json, container);
        json.writeNumberField("sharedWithHost", container.sharedWithHost());
        JsonDocument.writeText(json, "cgroup", container.cgroup().orElse(null));
        JsonDocument.writeText(json, "definition", container.definition().orElse(null));
        json.writeNumberField("sessions", container.sessions());
    }

    private static void writeUsage(JsonGenerator json, Usage usage) throws IOException {
        writePercent(json, "cpuPercent", usage.cpuPercent());
        JsonDocument.writeNumber(json, "cpuUsageNanos", usage.cpuNanos());
        JsonDocument.writeNumber(json, "memoryBytes", usage.memoryBytes());
        JsonDocument.writeNumber(json, "memoryLimitBytes", usage.memoryLimitBytes());
        JsonDocument.writeNumber(json, "pids", usage.pids());
        writePercent(json, "cpuLimitPercent", usage.cpuLimitPercent());
        JsonDocument.writeNumber(json, "pidsLimit", usage.pidsLimit());
        JsonDocument.writeNumber(json, "ioReadBytes", usage.ioReadBytes());
        JsonDocument.writeNumber(json, "ioWriteBytes", usage.ioWriteBytes());
        JsonDocument.writeNumber(json, "throttledNanos", usage.throttledNanos());
        JsonDocument.writeNumber(json, "oomKills", usage.oomKills());
    }

    private static void writePercent(JsonGenerator json, String field, OptionalDouble percent) throws IOException {
        json.writeFieldName(field);
        if (percent.isPresent()) {
            json.writeNumber(Math.round(percent.getAsDouble() * 100) / 100.0);
        } else {
            json.writeNull();
        }
    }

    private static void writeNamespaces(JsonGenerator json, ContainerSummary container) throws IOException {
        json.writeObjectFieldStart("namespaces");
        for (NamespaceType type : NamespaceType.values()) {
            Long inode = container.namespaces().get(type);
            OptionalLong known = inode == null ? OptionalLong.empty() : OptionalLong.of(inode);
            JsonDocument.writeNumber(json, type.procName(), known);
        }
        json.writeEndObject();
    }

    private static OptionalLong positive(long pid) {
        return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
    }
}
