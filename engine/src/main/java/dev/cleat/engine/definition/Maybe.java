package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** A value whose absence means something of its own, so its default is "none". */
record Maybe<T>(Type<T> type) implements Type<Optional<T>> {

    @Override
    public Optional<Optional<T>> read(Node node, String key, Reading reading) {
        return type.read(node, key, reading).map(Optional::of);
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        type.schema(json);
    }
}
