package dev.cleat.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.NamespaceInfo;
import dev.cleat.engine.api.ProcessInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes one container in full: the fields of the list and those of {@code info}. */
public final class DetailJson {

    private DetailJson() {}

    /** One object. */
    public static void write(JsonGenerator json, ContainerDetail detail) throws IOException {
        json.writeStartObject();
        ContainerJson.writeFields(json, detail.summary());
        JsonDocument.writeText(json, "hostname", detail.hostname().orElse(null));
        JsonDocument.writeText(json, "rootfs", detail.rootfs().orElse(null));
        JsonDocument.writeTexts(json, "command", detail.command());
        json.writeFieldName("processes");
        writeProcesses(json, detail.processes());
        writeMembers(json, detail.namespaces());
        writeMap(json, "cgroups", detail.cgroups());
        writeMap(json, "pressure", detail.pressure());
        JsonDocument.writeText(json, "definitionText", detail.definition().orElse(null));
        JsonDocument.writeText(json, "consoleLog", detail.consoleLog().orElse(null));
        JsonDocument.writeText(json, "lastEnd", detail.lastEnd().orElse(null));
        json.writeEndObject();
    }

    /** An array. */
    public static void writeProcesses(JsonGenerator json, List<ProcessInfo> processes) throws IOException {
        json.writeStartArray();
        for (ProcessInfo process : processes) {
            writeProcess(json, process);
        }
        json.writeEndArray();
    }

    static void writeProcess(JsonGenerator json, ProcessInfo process) throws IOException {
        json.writeStartObject();
        json.writeNumberField("pid", process.pid());
        json.writeNumberField("insidePid", process.insidePid());
        json.writeNumberField("parentPid", process.parentPid());
        json.writeNumberField("uid", process.uid());
        json.writeStringField("state", String.valueOf(process.state()));
        json.writeNumberField("cpuUsageNanos", process.cpuNanos());
        json.writeNumberField("memoryBytes", process.memoryBytes());
        json.writeStringField("command", process.command());
        json.writeEndObject();
    }

    private static void writeMembers(JsonGenerator json, List<NamespaceInfo> namespaces) throws IOException {
        json.writeObjectFieldStart("namespaceMembers");
        for (NamespaceInfo namespace : namespaces) {
            json.writeObjectFieldStart(namespace.type().procName());
            json.writeBooleanField("host", namespace.host());
            JsonDocument.writeTexts(json, "members", namespace.members());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeMap(JsonGenerator json, String field, Map<String, ?> values) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, ?> entry : new TreeMap<String, Object>(values).entrySet()) {
            JsonDocument.writeText(json, entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
