package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.ShellWords;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a definition of a configuration of LXC and stores it; of one that fails, or is called back, nothing is kept. */
final class Importing {

    private static final String READ = "read the configuration";
    private static final String CHECK = "write what it says as a definition";
    private static final String STORE = "check and store it";

    private final Engine engine;
    private final ActionLog actions;

    Importing(Engine engine, ActionLog actions) {
        this.engine = engine;
        this.actions = actions;
    }

    /** Returns how it ended; until it is stored an interrupt calls it back. */
    Message run(Effect.Import effect, StepListener steps) {
        Path source = source(effect.source());
        String line = line(source, effect.name());
        long note = actions.begin(new CommandLines.Line("import", effect.name(), line));
        CommandRun run;
        try {
            List<String> left = stored(source, effect.name(), steps);
            run = new CommandRun(effect.name(), line, 0, Optional.empty(), left, 0);
        } catch (ContainerException e) {
            run = CommandRun.refused(effect.name(), line, Failure.of(e));
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            run = CommandRun.refused(effect.name(), line, Failure.of("called back: nothing was stored"));
        } catch (IOException e) {
            run = CommandRun.refused(effect.name(), line, Failure.of(effect.name() + ": " + e.getMessage()));
        }
        actions.end(note, run);
        return new Message.ImportEnded(effect.work(), run);
    }

    /** What could not be carried over. */
    private List<String> stored(Path source, String name, StepListener steps) throws ContainerException, IOException {
        steps.onStep(new StepProgress(1, 3, "READ", READ));
        Imported imported = engine.importLxc(source, Optional.of(name));
        requireWanted();
        steps.onStep(new StepProgress(2, 3, "WRITE", CHECK));
        Path text = Files.createTempFile("cleat-import-", ".yaml"); // for its owner only
        try {
            Files.writeString(text, imported.definition());
            requireWanted();
            steps.onStep(new StepProgress(3, 3, "STORE", STORE));
            engine.create(name, text, List.of());
        } finally {
            Files.deleteIfExists(text);
        }
        return imported.left();
    }

    private static void requireWanted() throws InterruptedIOException {
        if (Thread.interrupted()) {
            throw new InterruptedIOException();
        }
    }

    /** A container's directory stands for the configuration in it. */
    private static Path source(String text) {
        Path path = NewFile.target(text);
        return Files.isDirectory(path) ? path.resolve("config") : path;
    }

    private static String line(Path source, String name) {
        String file = name + ".yaml";
        return ShellWords.line(List.of("cleat", "import", "lxc", source.toString(), "--as", name, "-o", file)) + " && "
                + ShellWords.line(List.of("cleat", "create", name, "-f", file));
    }
}
