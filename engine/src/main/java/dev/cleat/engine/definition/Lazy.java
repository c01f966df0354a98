package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** A type that is made when the first file has the key: most files have few, and making them all costs each start 20 ms. */
record Lazy<T>(Supplier<? extends Type<T>> made) implements Type<T> {

    @Override
    public Type<T> itself() {
        return made.get();
    }

    @Override
    public Optional<T> read(Node node, String key, Reading reading) {
        return itself().read(node, key, reading);
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        itself().schema(json);
    }
}
