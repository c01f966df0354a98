package dev.cleat.cli.lxc;

import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.NetAddresses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The containers that LXC's tools see: those defined below a directory, and those of ours that run. */
final class LxcContainers {

    private final Map<String, LxcContainer> byName = new TreeMap<>();

    private LxcContainers() {}

    /**
     * One of them.
     *
     * @param running empty: it does not run
     * @param definition empty: there is none below these directories
     * @param autostart present when it is marked for it
     * @param net of one that runs
     */
    record LxcContainer(
            String name,
            Optional<ContainerSummary> running,
            Optional<Path> definition,
            Optional<AutostartEntry> autostart,
            NetAddresses net) {

        ContainerState state() {
            return running.map(ContainerSummary::state).orElse(ContainerState.STOPPED);
        }

        List<String> groups() {
            return autostart
                    .map(AutostartEntry::groups)
                    .orElseGet(() -> LxcConfigText.of(definition).groups());
        }
    }

    /** Those of all directories that the command line means. */
    static LxcContainers read(LxcCall call) throws ContainerException {
        LxcContainers all = new LxcContainers();
        for (Path path : call.paths()) {
            try (Engine engine = call.host().open(path, call.messages()::warn)) {
                all.add(engine, path, call.words().has("lxcpath"));
            }
        }
        return all;
    }

    /** @param only only what was defined below it, also of what runs */
    private void add(Engine engine, Path path, boolean only) throws ContainerException {
        Map<String, AutostartEntry> marked = new TreeMap<>();
        engine.autostart().forEach(entry -> marked.put(entry.name(), entry));
        Map<String, ContainerSummary> running = new TreeMap<>();
        for (ContainerSummary summary : engine.list()) {
            if (summary.isOurs() && summary.state().isLive()) {
                running.put(summary.name(), summary);
            }
        }
        for (DefinitionSummary defined : engine.definitions()) {
            if (!defined.sample() && defined.file().startsWith(path)) {
                String name = defined.name();
                byName.putIfAbsent(
                        name,
                        new LxcContainer(
                                name,
                                Optional.ofNullable(running.get(name)),
                                Optional.of(defined.file()),
                                Optional.ofNullable(marked.get(name)),
                                net(engine, Optional.ofNullable(running.get(name)))));
            }
        }
        running.forEach((name, summary) -> {
            if (only ? isBelow(path, summary) : belongsTo(path, summary)) {
                byName.computeIfAbsent(
                        name,
                        free -> new LxcContainer(
                                name,
                                Optional.of(summary),
                                Optional.empty(),
                                Optional.empty(),
                                net(engine, Optional.of(summary))));
            }
        });
    }

    private static NetAddresses net(Engine engine, Optional<ContainerSummary> running) {
        try {
            return running.isPresent()
                    ? engine.insight().addresses(running.get().name())
                    : NetAddresses.NONE;
        } catch (ContainerException e) {
            return NetAddresses.NONE; // it ended
        }
    }

    /** One that was started from a file anywhere belongs everywhere, one that is stored to the directory it is stored in. */
    private static boolean belongsTo(Path path, ContainerSummary summary) {
        Optional<Path> file = summary.definition();
        boolean isStored = file.isPresent()
                && List.of("container.yaml", "config")
                        .contains(file.get().getFileName().toString());
        return !isStored || file.get().startsWith(path);
    }

    private static boolean isBelow(Path path, ContainerSummary summary) {
        return summary.definition().filter(file -> file.startsWith(path)).isPresent();
    }

    Optional<LxcContainer> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<LxcContainer> all() {
        return new ArrayList<>(byName.values());
    }
}
