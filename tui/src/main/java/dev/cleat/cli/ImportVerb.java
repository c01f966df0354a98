package dev.cleat.cli;

import dev.cleat.cli.option.Nearest;
import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Imported;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** {@code import}: makes a definition of another tool's configuration. */
final class ImportVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "import",
            "make a definition of an LXC configuration file",
            new Operands("lxc PATH", 2, 2, false),
            false,
            List.of(
                    Option.value("--as", "NAME", "call the container NAME"),
                    Option.value("-o/--output", "FILE", "write the definition to FILE instead of standard output")),
            List.of());

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        requireKind(call.arguments().operands().get(0));
        Path path = configuration(call.arguments().operands().get(1));
        Optional<Path> output = StartArguments.path("import", call.arguments(), "--output");
        Imported imported;
        try (Engine engine = call.openEngine()) {
            imported = engine.importLxc(path, call.arguments().value("--as"));
        }
        if (output.isPresent()) {
            write(output.get(), imported.definition());
        } else {
            call.out().print(imported.definition());
        }
        // Errors, so that --quiet does not hide them: each is something that the container will be without.
        imported.left().forEach(line -> call.messages().error("not carried over: " + line));
        output.ifPresent(file -> call.messages().info("wrote " + file));
        return ExitStatus.DONE;
    }

    /** A container's directory stands for the configuration in it. */
    private static Path configuration(String text) throws UsageException {
        Path path = Places.path("import", "PATH", text);
        return Files.isDirectory(path) ? path.resolve("config") : path;
    }

    private static void requireKind(String kind) throws UsageException {
        if (kind.equals("oci")) {
            throw new UsageException("import", "this version imports lxc only, oci bundles not yet");
        }
        if (!kind.equals("lxc")) {
            throw new UsageException(
                    "import", "unknown kind \"" + kind + "\"" + Nearest.hint(kind, List.of("lxc")) + "; it is lxc");
        }
    }

    private static void write(Path file, String definition) throws IOException {
        try (OutputStream made = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            fill(made, file, definition);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " exists already; it was left as it is", e);
        } catch (IOException e) {
            throw new IOException("cannot write the definition: " + FileProblem.of(e), e);
        }
    }

    /** A part of a definition is none, and would be in the way of the next try. */
    private static void fill(OutputStream made, Path file, String definition) throws IOException {
        try {
            made.write(definition.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
