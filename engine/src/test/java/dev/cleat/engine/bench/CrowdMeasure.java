package dev.cleat.engine.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Fifty containers of one runtime at a time: what their supervisors weigh, how long a list takes. */
final class CrowdMeasure {

    private static final int CROWD = 50;
    private static final int BLOCKS = 3;
    private static final int LISTS = 7;

    private CrowdMeasure() {}

    static void run(Field field, Report report) throws IOException, InterruptedException {
        List<ColdCleat> colds = ColdCleat.all(field.workshop());
        for (int i = 0; i < BLOCKS; i++) {
            for (Contestant who : field.with("crun", "lxc", "podman")) {
                gather(field, who, colds, report);
            }
        }
    }

    private static void gather(Field field, Contestant who, List<ColdCleat> colds, Report report) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            names.add("bench-crowd-" + i);
            field.start(who, names.get(i));
            if (i == 0) {
                weigh(who, names, report);
            }
        }
        weigh(who, names, report);
        for (int i = 0; i < LISTS; i++) {
            list(field, who, colds, report);
        }
        for (String name : names) {
            field.kill(who, name);
        }
    }

    private static void weigh(Contestant who, List<String> names, Report report) throws IOException {
        if (who.name().equals("crun")) {
            return; // it leaves none behind
        }
        long sum = 0;
        for (String name : names) {
            sum += Kernel.pss(Kernel.parent(who.init(name)));
        }
        report.add("supervisor PSS, " + names.size() + " running, kB", who.name(), (double) sum / names.size());
    }

    private static void list(Field field, Contestant who, List<ColdCleat> colds, Report report) throws IOException {
        double millis = Field.millis(who::list);
        report.add("list 50, engine warm, ms", who.name(), millis);
        for (ColdCleat cold : colds) {
            String what = "list 50, " + cold.name() + ", ms";
            if (who == field.cleat()) {
                report.add(what, cold.name(), Field.millis(() -> cold.run("ls")));
            } else {
                report.add(what, who.name(), millis);
            }
        }
    }
}
