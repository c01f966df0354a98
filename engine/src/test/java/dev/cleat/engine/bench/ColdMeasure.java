package dev.cleat.engine.bench;

import java.io.IOException;
import java.util.List;

/** The same from a shell: a JVM of its own for each command line. */
final class ColdMeasure {

    private static final int ROUNDS = 20;
    private static final String NAME = "bench-cold";

    private ColdMeasure() {}

    static void run(Field field, Report report) throws IOException, InterruptedException {
        List<ColdCleat> colds = ColdCleat.all(field.workshop());
        List<Contestant> peers = field.with("crun", "lxc", "podman");
        for (int i = 0; i < ROUNDS; i++) {
            for (ColdCleat cold : colds) {
                live(field, cold, report);
            }
            for (Contestant peer : peers.subList(1, peers.size())) {
                live(field, peer, colds, report);
            }
        }
    }

    private static void live(Field field, ColdCleat cold, Report report) throws IOException {
        String definition = field.workshop().definition().toString();
        String who = cold.name();
        report.add("start, " + who + ", ms", who, Field.millis(() -> cold.run("start", "-f", definition, "-n", NAME)));
        try {
            try (Seat seat = new Seat()) {
                report.add(
                        "attach, " + who + ", ms",
                        who,
                        Field.millis(() -> cold.run(seat, "attach", NAME, "--", "true")));
            }
            report.add("list one, " + who + ", ms", who, Field.millis(() -> cold.run("ls")));
        } finally {
            report.add("kill, " + who + ", ms", who, Field.millis(() -> cold.run("stop", "-k", NAME)));
        }
    }

    private static void live(Field field, Contestant peer, List<ColdCleat> colds, Report report) throws IOException {
        double start = field.start(peer, NAME);
        double attach;
        try (Seat seat = new Seat()) {
            attach = Field.millis(() -> peer.attach(NAME, seat, List.of("/bin/true")));
        }
        double list = Field.millis(peer::list);
        double kill = field.kill(peer, NAME);
        for (ColdCleat cold : colds) {
            report.add("start, " + cold.name() + ", ms", peer.name(), start);
            report.add("attach, " + cold.name() + ", ms", peer.name(), attach);
            report.add("list one, " + cold.name() + ", ms", peer.name(), list);
            report.add("kill, " + cold.name() + ", ms", peer.name(), kill);
        }
    }
}
