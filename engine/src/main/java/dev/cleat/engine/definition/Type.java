package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** What a key takes: turns a node into a value, or reports what is wrong with it. */
interface Type<T> {

    /**
     * Reads {@code node}, the value of {@code key} (dotted).
     *
     * @return empty when it was wrong; the problem is in {@code reading} then
     */
    Optional<T> read(Node node, String key, Reading reading);

    /** The type, made now if it was not yet. */
    default Type<T> itself() {
        return this;
    }

    /** Writes the JSON schema of what it takes, as fields of the object that is open in {@code json}. */
    void schema(JsonGenerator json) throws IOException;
}
