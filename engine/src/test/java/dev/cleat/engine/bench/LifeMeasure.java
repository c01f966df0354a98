package dev.cleat.engine.bench;

import java.io.IOException;
import java.util.List;

/** The life of one container, the engine warm: start, attach, stop. */
final class LifeMeasure {

    private static final int WARM_UP = 40;
    private static final int ROUNDS = 25;
    private static final String NAME = "bench-life";
    private static final String START = "start, ms";
    private static final String ATTACH = "attach true with a PTY, ms";

    private LifeMeasure() {}

    static void run(Field field, Report report) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            live(field, field.cleat(), new Report());
        }
        try (Floor floor = Floor.prepare(field.workshop())) {
            for (int i = 0; i < ROUNDS; i++) {
                for (Contestant who : field.with("crun", "lxc", "runc")) {
                    live(field, who, report);
                }
                try (Seat seat = new Seat()) {
                    List<String> nothing = Program.on(seat, List.of("/bin/true"));
                    report.add(ATTACH, "sh, true alone", Field.millis(() -> Program.run(nothing, seat)));
                }
                report.add(START, "unshare, bare", Field.millis(floor::bare));
                report.add(START, "unshare, same", Field.millis(floor::same));
            }
        }
        report.note("unshare, bare: the same namespaces and true in them, to its end; same: cgroups and mounts too");
        report.note("a peer that attaches is run by a shell, which makes the terminal its own: see sh, true alone");
    }

    private static void live(Field field, Contestant who, Report report) throws IOException {
        report.add(START, who.name(), field.start(who, NAME));
        try (Seat seat = new Seat()) {
            report.add(ATTACH, who.name(), Field.millis(() -> who.attach(NAME, seat, List.of("/bin/true"))));
        }
        report.add("kill, all gone, ms", who.name(), field.kill(who, NAME));
    }
}
