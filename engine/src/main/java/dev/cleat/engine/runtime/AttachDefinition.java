package dev.cleat.engine.runtime;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.start.DefinitionSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code attach -f FILE} takes from another definition: architecture and variables (lxc-attach(1), --rcfile). */
final class AttachDefinition {

    private final DefinitionSource source;

    AttachDefinition(DefinitionSource source) {
        this.source = source;
    }

    /** The request with what its definition says; what the request says itself stays. */
    AttachRequest apply(AttachRequest request) throws ContainerException {
        if (request.definition().isEmpty()) {
            return request;
        }
        Definition definition = read(request.definition().get());
        Map<String, String> variables =
                new LinkedHashMap<>(definition.process().environment().variables());
        variables.putAll(request.set());
        return request.toBuilder()
                .set(variables)
                .architecture(request.architecture()
                        .or(() -> definition
                                .names()
                                .architecture()
                                .map(architecture -> architecture.name().toLowerCase(Locale.ROOT))))
                .build();
    }

    private Definition read(Path file) throws ContainerException {
        return source.read(new StartRequest(
                Optional.empty(), Optional.of(file), List.of(), List.of(), Optional.empty(), Optional.empty()));
    }
}
