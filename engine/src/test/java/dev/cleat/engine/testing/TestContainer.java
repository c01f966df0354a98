package dev.cleat.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A container of a test, seen from the host. */
public final class TestContainer {

    private final Bench bench;
    private final String name;
    private final Path definition;
    private long pid;

    TestContainer(Bench bench, String name, Path definition) {
        this.bench = bench;
        this.name = name;
        this.definition = definition;
    }

    public String name() {
        return name;
    }

    /** Its container.yaml. */
    public Path definition() {
        return definition;
    }

    /** Starts it; returns when its program runs. */
    public TestContainer start() throws ContainerException {
        return start(StepListener.NONE);
    }

    /** Starts it and tells of each step. */
    public TestContainer start(StepListener listener) throws ContainerException {
        pid = bench.engine().start(StartRequest.of(name), listener).pid();
        return this;
    }

    /** Kills it. */
    public void stop() throws ContainerException {
        bench.engine().stop(new StopRequest(name, Optional.empty(), true, false, true));
    }

    /** Init's pid on the host, of the last start. */
    public long pid() {
        return pid;
    }

    /** Stops all its processes for a while, with the freezer that this host has. */
    public void freeze() throws Exception {
        new Cgroups(bench.layout(), bench.procfs(), process -> {})
                .open(saved().cgroups())
                .freeze();
    }

    /** What its list row says. */
    public ContainerSummary summary() throws ContainerException {
        return bench.engine().list().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public ContainerState state() throws ContainerException {
        return summary().state();
    }

    /** Its state.json. */
    public SavedContainer saved() {
        return states().read(name).orElseThrow();
    }

    private StateStore states() {
        return new StateStore(bench.state());
    }

    /** Text of a file of init's directory in the host's /proc. */
    public String proc(String file) throws IOException {
        return Files.readString(Path.of("/proc/" + pid, file), StandardCharsets.ISO_8859_1);
    }

    /** One line of init's status. */
    public String status(String key) throws IOException {
        return proc("status")
                .lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Where its mountinfo shows {@code point}, the topmost: the whole line. */
    public Optional<String> mount(String point) throws IOException {
        return proc("mountinfo")
                .lines()
                .filter(line -> line.split(" ")[4].equals(point))
                .reduce((a, b) -> b);
    }

    public Map<NamespaceType, Long> namespaces() {
        return bench.procfs().namespaces(pid);
    }

    /** A path inside, as the host reaches it. */
    public Path inside(String path) {
        return Path.of("/proc/" + pid + "/root" + path);
    }

    /** What its console has shown, without carriage returns. */
    public String log() {
        try {
            Path log = bench.path().resolve("logs").resolve(name + ".log");
            return Files.readString(log, StandardCharsets.ISO_8859_1).replace("\r", "");
        } catch (IOException e) {
            return "";
        }
    }

    /** Runs a command inside, without a terminal, by a front end of its own; its status. */
    public int execute(String... command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("attach", name, "NEVER", "-"));
        arguments.addAll(List.of(command));
        return new ProcessBuilder(EngineProgram.commandLine(bench, arguments.toArray(String[]::new)))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Waits until its console has shown {@code text}. */
    public String awaitLog(String text) throws Exception {
        Awaiting.until("\"" + text + "\" in the log, which is:\n" + log(), () -> log().contains(text));
        return log();
    }

    /** Waits until it has ended; how. */
    public ExitRecord awaitExit() throws Exception {
        assertThat(bench.engine().awaitEnd(name, Awaiting.BOUND)).isTrue();
        return states().readExit(name).orElseThrow();
    }

    /** Its payload cgroup in each hierarchy, there or not. */
    public List<Path> cgroups() {
        return bench.layout().hierarchies().stream()
                .map(hierarchy ->
                        hierarchy.base().orElseThrow().resolve("cleat").resolve(name))
                .toList();
    }

    /** A file of its payload cgroup of {@code controller}. */
    public Path cgroup(String controller, String file) {
        return bench.layout()
                .of(controller)
                .orElseThrow()
                .base()
                .orElseThrow()
                .resolve(CgroupPlan.payloadOf(name))
                .resolve(file.equals("cgroup.procs") ? CgroupPlan.INIT : "") // limits and figures are one level above
                .resolve(file);
    }

    /** Host pids of init and all that is in its cgroup or below, where v2 has its sessions; sorted. */
    public List<Long> processes() {
        return new Cgroups(bench.layout(), bench.procfs(), pid -> {})
                .open(List.of(cgroup("pids", "")))
                .processes();
    }

    /** No process of the stage for this container, no cgroup; the dead that nobody reaps do not count. */
    public void assertNothingLeft() throws Exception {
        Awaiting.until(
                "no process of the stage: " + stageProcesses(),
                () -> stageProcesses().isEmpty());
        assertThat(cgroups())
                .as("cgroups")
                .allSatisfy(cgroup -> assertThat(cgroup).doesNotExist());
    }

    /** Keeper, watchers, and whatever has not become another program yet. */
    public List<Long> stageProcesses() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(path -> path.getFileName().toString())
                    .filter(number -> number.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .filter(number -> bench.procfs()
                            .stat(number)
                            .filter(ProcessStat::isAlive)
                            .isPresent())
                    .filter(this::isStage)
                    .toList();
        }
    }

    private boolean isStage(long number) {
        List<String> line = bench.procfs().commandLine(number).orElse(List.of());
        return line.size() == 3
                && line.get(0).equals("cleat-stage")
                && line.get(2).equals(name);
    }
}
