package dev.cleat.cli;

import dev.cleat.cli.lxc.LxcHost;
import dev.cleat.cli.option.ArgumentParser;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.HostLimitException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the tools of LXC run in. */
record LxcSurroundings(Surroundings here) implements LxcHost {

    @Override
    public StandardOutput out() {
        return here.out();
    }

    @Override
    public PrintStream err() {
        return here.err();
    }

    @Override
    public Optional<Path> definitions() {
        try {
            return Optional.of(options(List.of(), warning -> {}).path());
        } catch (ContainerException e) {
            return Optional.empty();
        }
    }

    /** Where LXC of Debian keeps containers (lxc.system.conf(5), lxc.lxcpath). */
    @Override
    public Path lxcPath() {
        return here.userId() == 0
                ? Path.of("/var/lib/lxc")
                : Path.of(here.environment().getOrDefault("HOME", "/")).resolve(".local/share/lxc");
    }

    @Override
    public Engine open(Path path, Consumer<String> warnings) throws ContainerException {
        return here.engines().open(options(List.of("--path", path.toString()), warnings));
    }

    private EngineOptions options(List<String> words, Consumer<String> warnings) throws ContainerException {
        try {
            return new Places(
                            ArgumentParser.parseGlobals(CommandLine.GLOBALS, words)
                                    .globals(),
                            here)
                    .engineOptions(warnings);
        } catch (UsageException e) {
            throw new HostLimitException(String.valueOf(e.getMessage()), null, e);
        }
    }
}
