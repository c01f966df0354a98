package dev.cleat.engine.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what its arguments name, everything without arguments, and prints one table. Started by {@code .ci/bench}. */
public final class Bench {

    /** One set of figures. */
    private interface Measure {
        void run(Field field, Report report) throws Exception;
    }

    private static final Map<String, Measure> MEASURES = new LinkedHashMap<>();

    static {
        MEASURES.put("life", LifeMeasure::run);
        MEASURES.put("cold", ColdMeasure::run);
        MEASURES.put("relay", RelayMeasure::run);
        MEASURES.put("many", CrowdMeasure::run);
        MEASURES.put("console", ConsoleMeasure::run);
    }

    private Bench() {}

    /** @param names of measures; the properties {@code bench.directory}, {@code .run} (both empty) and {@code .launcher} say where */
    public static void main(String[] names) throws Exception {
        List<String> wanted = names.length == 0 ? List.copyOf(MEASURES.keySet()) : List.of(names);
        if (!MEASURES.keySet().containsAll(wanted)) {
            System.err.println("bench: the measures are " + String.join(", ", MEASURES.keySet()));
            System.exit(64);
        }
        Workshop workshop = Workshop.in(property("directory"), property("run"), property("launcher"));
        Report report = new Report();
        try (Field field = Field.of(workshop, report)) {
            Thread end = new Thread(field::killAll);
            Runtime.getRuntime().addShutdownHook(end);
            for (String name : wanted) {
                System.err.println("bench: " + name);
                MEASURES.get(name).run(field, report);
            }
        } finally {
            report.print(System.out);
        }
        System.exit(0);
    }

    private static Path property(String name) {
        return Path.of(System.getProperty("bench." + name));
    }
}
