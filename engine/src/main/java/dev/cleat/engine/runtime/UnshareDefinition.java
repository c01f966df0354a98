package dev.cleat.engine.runtime;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.UnshareRequest;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The definition of a command in new namespaces: everything but those is the caller's, and nothing is confined. Written as
 * text and read like any other, so that each value is what it is there.
 */
final class UnshareDefinition {

    private final UnshareRequest request;
    private final String name;
    private final Path directory;

    /** @param directory the caller's */
    UnshareDefinition(UnshareRequest request, String name, Path directory) {
        this.request = request;
        this.name = name;
        this.directory = directory;
    }

    Definition read() throws InvalidDefinitionException {
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        DefinitionReader reader = new DefinitionReader((file, atMost) -> text);
        return reader.read(directory.resolve(name + ".yaml"), Optional.of(name), List.of())
                .asCaller();
    }

    private String text() {
        boolean ownMounts = request.namespaces().contains(NamespaceType.MNT);
        String rootfs = ownMounts ? "rootfs: host\n" : "";
        String proc = ownMounts && request.remountProc() ? "rw" : "off";
        return """
                schema: 1
                %snamespaces: {%s}
                idmap: {mode: %s}
                %sautoMounts: {proc: %s, sys: off, cgroup: off, dev: false, devpts: %s, mqueue: false, shm: off}
                maskedPaths: []
                readonlyPaths: []
                console: {log: {file: none}}
                security: {privileged: true, seccomp: {profile: unconfined}}
                process:
                  mode: app
                  cwd: %s
                  user: %s
                  envInherit: ['*']
                  command: [%s]
                """.formatted(
                rootfs,
                namespaces(),
                hasOwnUsers() ? "single" : "none",
                request.hostname()
                        .map(host -> "hostname: " + quoted(host) + "\n")
                        .orElse(""),
                proc,
                ownMounts && hasOwnUsers(),
                quoted(directory.toString()),
                quoted(request.user().orElse("0")),
                request.command().stream().map(UnshareDefinition::quoted).collect(Collectors.joining(", ")));
    }

    /** Then the host's /dev/pts/ptmx is not to be opened: its mode is 0 where nobody asked for another (devpts). */
    private boolean hasOwnUsers() {
        return request.namespaces().contains(NamespaceType.USER);
    }

    private String namespaces() {
        return List.of(NamespaceType.values()).stream()
                .map(type -> type.definitionKey() + ": " + (request.namespaces().contains(type) ? "private" : "host"))
                .collect(Collectors.joining(", "));
    }

    /** JSON's strings are YAML's, too. */
    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
