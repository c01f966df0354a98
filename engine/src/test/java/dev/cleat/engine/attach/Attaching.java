package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An attach request that starts from all defaults but one: it begins in /. */
final class Attaching {

    private final String container;
    private final List<String> command;
    private Environment environment = Environment.KEEP;
    private Set<String> keep = Set.of();
    private Map<String, String> set = Map.of();
    private Optional<String> user = Optional.empty();
    private Optional<String> group = Optional.empty();
    private Optional<String> directory = Optional.of("/");
    private Optional<Path> log = Optional.empty();
    private Set<Privilege> elevated = Set.of();

    private Attaching(String container, List<String> command) {
        this.container = container;
        this.command = command;
    }

    static Attaching to(TestContainer container, String... command) {
        return new Attaching(container.name(), List.of(command));
    }

    Attaching cleared(String... kept) {
        environment = Environment.CLEAR;
        keep = Set.of(kept);
        return this;
    }

    Attaching setting(Map<String, String> variables) {
        set = variables;
        return this;
    }

    Attaching as(String name) {
        user = Optional.of(name);
        return this;
    }

    Attaching group(String name) {
        group = Optional.of(name);
        return this;
    }

    Attaching in(String path) {
        directory = Optional.of(path);
        return this;
    }

    Attaching whereTheCallerIs() {
        directory = Optional.empty();
        return this;
    }

    Attaching logging(Path file) {
        log = Optional.of(file);
        return this;
    }

    Attaching elevated(Privilege... privileges) {
        elevated = Set.of(privileges);
        return this;
    }

    AttachRequest request() {
        return AttachRequest.to(container)
                .command(command)
                .environment(environment)
                .keep(keep)
                .set(set)
                .user(user)
                .group(group)
                .directory(directory)
                .ptyLog(log)
                .elevated(elevated)
                .build();
    }
}
