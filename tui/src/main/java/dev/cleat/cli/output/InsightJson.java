package dev.cleat.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.MountEntry;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.NetAddresses;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes what was looked at closely. */
public final class InsightJson {

    private InsightJson() {}

    /** An array. */
    public static void writeMounts(JsonGenerator json, List<MountEntry> mounts) throws IOException {
        json.writeStartArray();
        for (MountEntry mount : mounts) {
            json.writeStartObject();
            json.writeStringField("target", mount.target());
            json.writeStringField("type", mount.type());
            json.writeStringField("source", mount.source());
            json.writeStringField("root", mount.root());
            JsonDocument.writeTexts(json, "options", mount.options());
            JsonDocument.writeTexts(json, "propagation", mount.propagation());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** One object. */
    public static void writeCgroup(JsonGenerator json, CgroupDetail cgroup) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", cgroup.path());
        json.writeObjectFieldStart("limits");
        for (Map.Entry<String, String> limit : cgroup.limits().entrySet()) {
            json.writeStringField(limit.getKey(), limit.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("counters");
        for (Map.Entry<String, Long> counter : cgroup.counters().entrySet()) {
            json.writeNumberField(counter.getKey(), counter.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("pressure");
        for (CgroupDetail.Pressure pressure : cgroup.pressure()) {
            json.writeStartObject();
            json.writeStringField("resource", pressure.resource());
            writeShare(json, "some", pressure.some());
            if (pressure.full().isPresent()) {
                writeShare(json, "full", pressure.full().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeShare(JsonGenerator json, String field, CgroupDetail.Share share) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeNumberField("last10", share.last10());
        json.writeNumberField("last60", share.last60());
        json.writeNumberField("last300", share.last300());
        json.writeEndObject();
    }

    /** One object. */
    public static void writeDrift(JsonGenerator json, Drift drift) throws IOException {
        json.writeStartObject();
        if (drift.started().isPresent()) {
            JsonDocument.writeTexts(json, "started", drift.started().get());
        }
        JsonDocument.writeTexts(json, "now", drift.now());
        JsonDocument.writeTexts(json, "problem", drift.problem());
        JsonDocument.writeText(json, "changed", drift.changed().orElse(null));
        json.writeEndObject();
    }

    /** An array of processes, with the container that each one is in. */
    public static void writeMembers(JsonGenerator json, List<NamespaceMember> members) throws IOException {
        json.writeStartArray();
        for (NamespaceMember member : members) {
            json.writeStartObject();
            json.writeFieldName("process");
            DetailJson.writeProcess(json, member.process());
            JsonDocument.writeText(json, "container", member.container().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An array; what nobody knows is left out. */
    public static void writeExtras(JsonGenerator json, Map<String, Extra> extras) throws IOException {
        json.writeStartArray();
        for (Map.Entry<String, Extra> entry : extras.entrySet()) {
            Extra extra = entry.getValue();
            if (!extra.equals(Extra.NONE)) {
                json.writeStartObject();
                json.writeStringField("name", entry.getKey());
                JsonDocument.writeNumber(json, "received", extra.received());
                JsonDocument.writeNumber(json, "sent", extra.sent());
                JsonDocument.writeText(json, "end", extra.end().orElse(null));
                JsonDocument.writeText(json, "rootfs", extra.rootfs().orElse(null));
                JsonDocument.writeText(json, "shares", extra.shares().orElse(null));
                JsonDocument.writeText(json, "uidMap", extra.uidMap().orElse(null));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    /** One object. */
    public static void writeAddresses(JsonGenerator json, NetAddresses addresses) throws IOException {
        json.writeStartObject();
        JsonDocument.writeTexts(json, "interfaces", addresses.interfaces());
        JsonDocument.writeTexts(json, "ipv4", addresses.ipv4());
        JsonDocument.writeTexts(json, "ipv6", addresses.ipv6());
        json.writeEndObject();
    }
}
