package dev.cleat.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Rules about which package may use which, checked against compiled classes.
 *
 * <p>Packages are named relative to the common prefix {@code dev.cleat.}, as in {@code engine.plan}. A test writes its
 * rules as a table and asserts that {@link #violations} is empty; each violation is a sentence that names the class,
 * what it used, and the rule.
 */
public final class PackageDirection {
    private static final String PREFIX = "dev.cleat.";

    /** Classes through which Java code reaches files, sockets or processes. */
    private static final Set<String> INPUT_OUTPUT = Set.of(
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.nio.file.Files",
            "java.nio.file.FileSystems",
            "java.nio.channels.FileChannel",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime");

    /** A line of jdeps: user, arrow, used, archive. Lines about whole archives start without a blank. */
    private static final Pattern USE = Pattern.compile("\\s+(\\S+)\\s+-> (\\S+)\\s.*");

    private final Map<String, Integer> layers = new LinkedHashMap<>();
    private final Map<String, String> sameLayer = new HashMap<>();
    private final Map<String, Set<String>> exceptions = new HashMap<>();
    private final Map<String, Set<String>> ownersOfLibraries = new LinkedHashMap<>();
    private final Map<String, String> visibleOnly = new LinkedHashMap<>();
    private final Set<String> withoutInputOutput = new HashSet<>();

    /** One class, and one class of another package that it uses; both by their full names. */
    public record Use(String user, String used) {}

    /** A row of the table: packages of layer {@code number} use lower layers only. */
    public PackageDirection layer(int number, String... packages) {
        for (String name : packages) {
            layers.put(name, number);
        }
        return this;
    }

    /** Lets one package use another of its own layer, because of {@code reason}. */
    public PackageDirection sameLayer(String user, String used, String reason) {
        sameLayer.put(user + " -> " + used, requireReason(reason));
        return this;
    }

    /** Lets one class use one package whatever the other rules say, because of {@code reason}. */
    public PackageDirection except(String userClass, String usedPackage, String reason) {
        requireReason(reason);
        exceptions.computeIfAbsent(PREFIX + userClass, key -> new HashSet<>()).add(usedPackage);
        return this;
    }

    /** Classes whose names start with {@code library} are used by {@code packages} only. */
    public PackageDirection library(String library, String... packages) {
        ownersOfLibraries.put(library, new TreeSet<>(List.of(packages)));
        return this;
    }

    /** Of everything below {@code whole}, only {@code part} is visible to packages outside of {@code whole}. */
    public PackageDirection visible(String whole, String part) {
        visibleOnly.put(whole, part);
        return this;
    }

    /** Packages that compute and do nothing else. */
    public PackageDirection withoutInputOutput(String... packages) {
        withoutInputOutput.addAll(List.of(packages));
        return this;
    }

    /**
     * Uses between packages in the class files below {@code classes}, as {@code jdeps} of the running JDK sees them.
     *
     * <p>Errors: {@code IllegalStateException} when there is no {@code jdeps} or it fails.
     */
    public static List<Use> usesIn(Path classes) {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps")
                .orElseThrow(() -> new IllegalStateException("no jdeps here: run the tests with a JDK, not a JRE"));
        var out = new StringWriter();
        var errors = new StringWriter();
        int status = jdeps.run(new PrintWriter(out), new PrintWriter(errors), "-verbose:class", classes.toString());
        if (status != 0) {
            throw new IllegalStateException("jdeps failed with status " + status + ": " + out + errors);
        }
        return out.toString()
                .lines()
                .map(USE::matcher)
                .filter(Matcher::matches)
                .map(use -> new Use(use.group(1), use.group(2)))
                .toList();
    }

    /** What breaks the rules in {@code uses}, in a stable order; empty when all is well. Errors: none. */
    public List<String> violations(Collection<Use> uses) {
        var violations = new TreeSet<String>();
        for (Use use : uses) {
            if (use.user().startsWith(PREFIX)) {
                check(use, violations);
            }
        }
        return List.copyOf(violations);
    }

    private void check(Use use, Set<String> violations) {
        String user = packageOf(use.user());
        if (!layers.containsKey(user)) {
            violations.add("%s is in package %s, which no layer of the table names".formatted(use.user(), user));
            return;
        }
        checkLibraries(use, user, violations);
        checkInputOutput(use, user, violations);
        String used = packageOf(use.used());
        if (use.used().startsWith(PREFIX) && !isExcepted(use, used)) {
            checkVisibility(use, user, used, violations);
            checkLayers(use, user, used, violations);
        }
    }

    private void checkLibraries(Use use, String user, Set<String> violations) {
        ownersOfLibraries.forEach((library, owners) -> {
            if (use.used().startsWith(library + ".") && !owners.contains(user)) {
                violations.add("%s uses %s, but only %s may use %s"
                        .formatted(use.user(), use.used(), String.join(", ", owners), library));
            }
        });
    }

    private void checkInputOutput(Use use, String user, Set<String> violations) {
        if (withoutInputOutput.contains(user)
                && (INPUT_OUTPUT.contains(use.used()) || use.used().startsWith("java.net."))) {
            violations.add("%s uses %s, but package %s computes and does no input or output"
                    .formatted(use.user(), use.used(), user));
        }
    }

    private void checkVisibility(Use use, String user, String used, Set<String> violations) {
        visibleOnly.forEach((whole, part) -> {
            if (isBelow(used, whole) && !isBelow(user, whole) && !isBelow(used, part)) {
                violations.add("%s uses %s of package %s, but only %s is visible outside of %s"
                        .formatted(use.user(), use.used(), used, part, whole));
            }
        });
    }

    private void checkLayers(Use use, String user, String used, Set<String> violations) {
        if (user.equals(used) || sameLayer.containsKey(user + " -> " + used)) {
            return;
        }
        Integer own = layers.get(user);
        Integer other = layers.get(used);
        if (other == null) {
            violations.add("%s uses %s of package %s, which no layer of the table names"
                    .formatted(use.user(), use.used(), used));
        } else if (other.equals(own)) {
            violations.add("%s uses %s of package %s, but %s and %s are both in layer %d and no reason is written"
                    .formatted(use.user(), use.used(), used, user, used, own));
        } else if (other > own) {
            violations.add("%s uses %s of package %s, but %s is in layer %d, %s in layer %d, and uses point downwards"
                    .formatted(use.user(), use.used(), used, user, own, used, other));
        }
    }

    private boolean isExcepted(Use use, String used) {
        String outermost = use.user().replaceFirst("\\$.*", "");
        return exceptions.getOrDefault(outermost, Set.of()).contains(used);
    }

    /** Packages with Java sources below {@code sources} that lack a {@code package-info.java}, each as a sentence. */
    public static List<String> undocumentedPackages(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                    .map(folder -> "%s has no package-info.java that says what it is for"
                            .formatted(sources.relativize(folder).toString().replace('/', '.')))
                    .sorted()
                    .toList();
        }
    }

    /** A folder of the module under test, wherever the tests were started from. */
    public static Path inModule(String folder) {
        return Path.of(System.getProperty("basedir", "")).resolve(folder);
    }

    private static boolean isBelow(String name, String whole) {
        return name.equals(whole) || name.startsWith(whole + ".");
    }

    private static String packageOf(String className) {
        String withoutPrefix = className.startsWith(PREFIX) ? className.substring(PREFIX.length()) : className;
        int dot = withoutPrefix.lastIndexOf('.');
        return dot < 0 ? "" : withoutPrefix.substring(0, dot);
    }

    private static String requireReason(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("an exception needs a reason");
        }
        return reason;
    }
}
