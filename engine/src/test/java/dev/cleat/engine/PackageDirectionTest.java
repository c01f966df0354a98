package dev.cleat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the engine's packages to their direction. This table is the document of record. */
class PackageDirectionTest {
    private static final Path CLASSES = PackageDirection.inModule("target/classes");
    private static final Path SOURCES = PackageDirection.inModule("src/main/java");

    // @formatter:off
    private static final PackageDirection RULES = new PackageDirection()
            .layer(4, "engine.runtime")
            .layer(3, "engine.start", "engine.attach", "engine.stop", "engine.session", "engine.discovery",
                      "engine.usage", "engine.recording")
            .layer(2, "engine.plan", "engine.stage", "engine.state", "engine.cgroup", "engine.network",
                      "engine.storage", "engine.hook", "engine.security", "engine.terminal")
            .layer(1, "engine.definition", "engine.importing", "engine.host", "engine.flow", "engine.screen")
            .layer(0, "engine.api", "engine.linux", "engine.procfs")

            // Uses within a layer:   .sameLayer(user, used, "the reason")
            .sameLayer("engine.stage", "engine.plan", "the stage is handed a plan, and encodes it record by record")
            .sameLayer("engine.stage", "engine.cgroup", "the stage's processes enter the cgroups they are told")
            .sameLayer("engine.cgroup", "engine.plan", "limits are written as the plan lists them")
            .sameLayer("engine.security", "engine.plan", "a filter is compiled from what the plan says it depends on")
            .sameLayer("engine.storage", "engine.plan", "a plan does no I/O: storage looks at the host's files for it")
            .sameLayer("engine.hook", "engine.plan", "hooks are run as the plan lists them")
            .sameLayer("engine.network", "engine.plan", "interfaces are made as the plan lists them")
            .sameLayer("engine.network", "engine.hook", "an interface's scripts are run as hooks are")
            .sameLayer("engine.attach", "engine.session", "an attach registers its session while it lives")
            .sameLayer("engine.attach", "engine.recording", "a session is recorded by whoever relays it")
            .sameLayer("engine.recording", "engine.session", "a recording says whose session it is")
            .sameLayer("engine.importing", "engine.definition", "an import is read back before it is handed out, by the same rules")
            // Uses of one class:     .except(user class, used package, "the reason")
            .except("engine.linux.Termios", "engine.api", "the size of a terminal has one type, and front ends name it")

            .library("com.sun.jna", "engine.linux")
            .library("com.pty4j", "engine.terminal")
            .library("org.jline", "engine.screen")
            .withoutInputOutput("engine.plan", "engine.definition", "engine.importing", "engine.procfs");
    // @formatter:on

    @Test
    void every_package_uses_lower_layers_only() {
        assertThat(RULES.violations(PackageDirection.usesIn(CLASSES))).isEmpty();
    }

    @Test
    void every_package_says_what_it_is_for() throws IOException {
        assertThat(PackageDirection.undocumentedPackages(SOURCES)).isEmpty();
    }

    @Test
    void the_classes_are_seen_at_all() {
        assertThat(PackageDirection.usesIn(PackageDirection.inModule("target/test-classes")))
                .contains(new Use(PackageDirectionTest.class.getName(), Test.class.getName()));
    }

    @Test
    void a_use_that_points_upwards_is_told_with_both_layers() {
        assertThat(violation("engine.plan.StartPlan", "engine.start.ContainerStart"))
                .containsExactly("dev.cleat.engine.plan.StartPlan uses dev.cleat.engine.start.ContainerStart of package"
                        + " engine.start, but engine.plan is in layer 2, engine.start in layer 3, and uses point"
                        + " downwards");
    }

    @Test
    void a_use_within_a_layer_needs_a_written_reason() {
        assertThat(violation("engine.plan.StartPlan", "engine.cgroup.Cgroup"))
                .containsExactly("dev.cleat.engine.plan.StartPlan uses dev.cleat.engine.cgroup.Cgroup of package"
                        + " engine.cgroup, but engine.plan and engine.cgroup are both in layer 2 and no reason is"
                        + " written");
    }

    @Test
    void a_use_that_points_downwards_is_fine() {
        assertThat(violation("engine.start.ContainerStart", "engine.plan.StartPlan"))
                .isEmpty();
    }

    @Test
    void a_package_that_is_not_in_the_table_is_told() {
        assertThat(violation("engine.misc.Thing", "engine.api.Engine"))
                .containsExactly(
                        "dev.cleat.engine.misc.Thing is in package engine.misc, which no layer of the table names");
    }

    @Test
    void a_native_library_has_one_owner() {
        assertThat(RULES.violations(List.of(new Use("dev.cleat.engine.stage.Spawn", "com.sun.jna.Pointer"))))
                .containsExactly("dev.cleat.engine.stage.Spawn uses com.sun.jna.Pointer, but only engine.linux may use"
                        + " com.sun.jna");
    }

    @Test
    void a_pure_package_touches_no_file() {
        assertThat(RULES.violations(List.of(new Use("dev.cleat.engine.plan.StartPlan", "java.nio.file.Files"))))
                .containsExactly("dev.cleat.engine.plan.StartPlan uses java.nio.file.Files, but package engine.plan"
                        + " computes and does no input or output");
    }

    private static List<String> violation(String user, String used) {
        return RULES.violations(List.of(new Use("dev.cleat." + user, "dev.cleat." + used)));
    }
}
