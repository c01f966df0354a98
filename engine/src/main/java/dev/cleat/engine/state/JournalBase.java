package dev.cleat.engine.state;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the remembered part of the journal begins, and what was told before it.
 *
 * @param offset of the first line, bytes
 * @param sequence number of the last change before it
 * @param last the last state told of each container that was not STOPPED then
 */
record JournalBase(long offset, long sequence, Map<String, String> last) {

    static final JournalBase BEGINNING = new JournalBase(0, 0, Map.of());

    JournalBase {
        last = Collections.unmodifiableMap(new LinkedHashMap<>(last));
    }

    /** {@link #BEGINNING} when nothing was given back yet. */
    static JournalBase read(Fd root) throws IOException {
        try (Fd file = root.openAt(Journal.BASE, Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            JsonTree base = JsonTree.of(file.readUpTo(StateStore.MAX_FILE));
            return new JournalBase(
                    base.number("offset"),
                    base.number("sequence"),
                    base.tree("last").asMap());
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return BEGINNING;
            }
            throw e;
        }
    }

    byte[] write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonTree.JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("offset", offset);
            json.writeNumberField("sequence", sequence);
            json.writeObjectFieldStart("last");
            for (Map.Entry<String, String> name : last.entrySet()) {
                json.writeStringField(name.getKey(), name.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
