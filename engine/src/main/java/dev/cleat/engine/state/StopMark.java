package dev.cleat.engine.state;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;

/**
 * Somebody asked a life to end: stop.json. Who ends it does not begin another one by policy.
 *
 * @param by who asked
 * @param pid init of the life that is meant; 0 while its next life is waited for
 * @param pidStartTime as {@link SavedContainer.Processes#initStartTime}
 * @param reboot it will be started again by whoever asked
 */
public record StopMark(String by, Instant time, long pid, long pidStartTime, boolean reboot) {

    /** One about the life that {@code saved} tells of. */
    public static StopMark of(SavedContainer saved, String by, boolean reboot) {
        return new StopMark(by, Instant.now(), saved.pid(), saved.pidStartTime(), reboot);
    }

    /** False when it is about an earlier life. */
    public boolean isAbout(SavedContainer saved) {
        return pid == saved.pid() && pidStartTime == saved.pidStartTime();
    }

    byte[] write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonTree.JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("by", by);
            json.writeStringField("time", time.toString());
            json.writeNumberField("pid", pid);
            json.writeNumberField("pidStartTime", pidStartTime);
            json.writeBooleanField("reboot", reboot);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    static StopMark read(byte[] text) throws IOException {
        JsonTree mark = JsonTree.of(text);
        return new StopMark(
                mark.text("by"),
                Instant.parse(mark.text("time")),
                mark.number("pid"),
                mark.number("pidStartTime"),
                mark.flag("reboot"));
    }
}
