package dev.cleat.engine.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.state.JsonTree;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * How a recording ended, as its meta file and the index tell it.
 *
 * @param how why nothing more is recorded
 * @param signature of the host, over what the files hold
 */
record Ending(CastWriter.Written written, RecordingEnd how, Instant time, Optional<Seal> signature) {

    /**
     * A signature.
     *
     * @param key whose, {@link VerifyingKey#fingerprint}
     * @param value Ed25519 (RFC 8032) of {@link #statement}, base64
     */
    record Seal(String key, String value) {

        static Optional<Seal> of(JsonTree end) {
            JsonTree seal = end.tree("signature");
            return seal.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Seal(
                            seal.optionalText("key").orElse(""),
                            seal.optionalText("value").orElse("")));
        }
    }

    /** What is signed: a text of its own kind, so that the key's signature under something else is none here. */
    static String statement(long records, String sha256, String chain) {
        return "cleat recording\n" + records + "\n" + sha256 + "\n" + chain + "\n";
    }

    /** {@code "end": TIME, "exit": {"code": 3}}, with a signal's number beside the status that a shell would give. */
    void write(JsonGenerator json) throws IOException {
        json.writeStringField("end", time.toString());
        json.writeObjectFieldStart("exit");
        if (how.status().isPresent()) {
            int status = how.status().getAsInt();
            json.writeNumberField("code", status);
            if (how.reason() == RecordingEnd.Reason.SIGNAL) {
                json.writeNumberField("signal", status - 128);
            }
        }
        json.writeStringField("reason", how.reason().word());
        json.writeEndObject();
        json.writeNumberField("duration", written.micros() / 1e6);
        json.writeNumberField("size", written.bytes());
        json.writeNumberField("records", written.records());
        json.writeNumberField("lost", written.lost());
        json.writeStringField("sha256", written.sha256());
        json.writeStringField("chain", written.chain());
        if (signature.isPresent()) {
            json.writeObjectFieldStart("signature");
            json.writeStringField("key", signature.get().key());
            json.writeStringField("value", signature.get().value());
            json.writeEndObject();
        }
    }
}
