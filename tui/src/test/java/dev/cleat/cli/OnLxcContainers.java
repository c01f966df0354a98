package dev.cleat.cli;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tools of LXC by their own names on two stored containers. What they print and end with was seen of LXC 5.0.2. */
abstract class OnLxcContainers {

    final CommandLineFixture cleat = new CommandLineFixture();

    @TempDir
    Path lxc;

    @BeforeEach
    final void stores_two_containers() throws IOException {
        store("web", "lxc.uts.name = web", "lxc.group = a,onboot", "lxc.environment = A=1", "lxc.environment = B=2");
        store("longername", "lxc.idmap = u 0 100000 65536", "lxc.start.delay = 4");
    }

    void store(String name, String... lines) throws IOException {
        Path file = Files.createDirectories(lxc.resolve(name)).resolve("config");
        Files.write(file, List.of(lines));
        cleat.engine.defined.add(
                new DefinitionSummary(name, file, "", false, List.of(), Optional.empty(), Optional.empty()));
    }

    void runs(ContainerState state) {
        ContainerSummary web = Samples.web();
        cleat.engine.containers.add(new ContainerSummary(
                "web",
                state,
                web.pid(),
                web.runtime(),
                web.started(),
                web.usage(),
                web.namespaces(),
                web.sharedWithHost(),
                web.cgroup(),
                Optional.of(lxc.resolve("web/config")),
                0));
    }

    Result run(String tool, String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "-P";
        all[1] = lxc.toString();
        System.arraycopy(words, 0, all, 2, words.length);
        return cleat.runAs(tool, all);
    }
}
