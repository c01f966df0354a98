package dev.cleat.engine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A runtime that is a program, started anew for each thing it does. */
final class Peer implements Contestant {

    /** A command line of it; {@code %} stands for the container's name. */
    private record Line(List<String> words) {

        Line(String... words) {
            this(List.of(words));
        }

        List<String> of(String container) {
            return words.stream().map(word -> word.replace("%", container)).toList();
        }
    }

    /** How it is told to do each thing. */
    private record Manners(Line start, Line attach, List<Line> kill, Line list, Line init) {}

    private final String name;
    private final Program program;
    private final Manners manners;
    private final UnaryOperator<String> pidIn;

    private Peer(String name, Workshop workshop, Manners manners, UnaryOperator<String> pidIn) {
        this.name = name;
        this.program = workshop.program();
        this.manners = manners;
        this.pidIn = pidIn;
    }

    static Peer lxc(Workshop workshop) {
        String path = workshop.folder("lxc").toString();
        return new Peer(
                "lxc",
                workshop,
                new Manners(
                        new Line(
                                "lxc-start",
                                "-P",
                                path,
                                "-n",
                                "%",
                                "-f",
                                workshop.lxcConfig().toString()),
                        new Line("lxc-attach", "-P", path, "-n", "%", "--"),
                        List.of(new Line("lxc-stop", "-P", path, "-k", "-n", "%")),
                        new Line("lxc-ls", "-P", path, "-f", "--active"),
                        new Line("lxc-info", "-P", path, "-pH", "-n", "%")),
                UnaryOperator.identity());
    }

    /** {@code name}: crun or runc, which take the same options. */
    static Peer oci(String name, Workshop workshop) {
        String root = workshop.runFolder(name).toString();
        String bundle = workshop.bundle().toString();
        return new Peer(
                name,
                workshop,
                new Manners(
                        new Line(name, "--root", root, "run", "-d", "-b", bundle, "%"),
                        new Line(name, "--root", root, "exec", "-t", "%"),
                        List.of(
                                new Line(name, "--root", root, "kill", "%", "KILL"),
                                new Line(name, "--root", root, "delete", "-f", "%")),
                        new Line(name, "--root", root, "list"),
                        new Line(name, "--root", root, "state", "%")),
                state -> state.replaceAll("(?s).*\"pid\": *([0-9]+).*", "$1"));
    }

    static Peer podman(Workshop workshop) {
        List<String> global = List.of(
                "podman",
                "--root=" + workshop.folder("podman"),
                "--runroot=" + workshop.runFolder("podman-run"),
                "--tmpdir=" + workshop.runFolder("podman-tmp"),
                "--cgroup-manager=cgroupfs",
                "--runtime=crun");
        return new Peer(
                "podman",
                workshop,
                new Manners(
                        podman(
                                global,
                                "run",
                                "-d",
                                "--network=none",
                                "--ulimit=nofile=1024:1024",
                                "--ulimit=nproc=1024:1024",
                                "--name=%",
                                "--rootfs",
                                workshop.rootfs().toString(),
                                "/bin/sleep",
                                "100000"),
                        podman(global, "exec", "-i", "-t", "%"),
                        List.of(podman(global, "rm", "-f", "-t", "0", "%")),
                        podman(global, "ps"),
                        podman(global, "inspect", "--format={{.State.Pid}}", "%")),
                UnaryOperator.identity());
    }

    private static Line podman(List<String> global, String... words) {
        List<String> all = new ArrayList<>(global);
        all.addAll(List.of(words));
        return new Line(all);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(String container) throws IOException {
        program.run(manners.start().of(container));
    }

    @Override
    public long attach(String container, Seat seat, List<String> command) throws IOException {
        List<String> words = new ArrayList<>(manners.attach().of(container));
        words.addAll(command);
        return Program.run(Program.on(seat, words), seat);
    }

    @Override
    public void kill(String container) throws IOException {
        for (Line line : manners.kill()) {
            program.run(line.of(container));
        }
    }

    @Override
    public void list() throws IOException {
        program.run(manners.list().of(""));
    }

    @Override
    public long init(String container) throws IOException {
        return Long.parseLong(
                pidIn.apply(program.run(manners.init().of(container))).strip());
    }
}
