package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import dev.cleat.engine.PackageDirection.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the program's packages to their direction. This table is the document of record. */
class PackageDirectionTest {
    private static final Path CLASSES = PackageDirection.inModule("target/classes");
    private static final Path SOURCES = PackageDirection.inModule("src/main/java");

    // @formatter:off
    private static final PackageDirection RULES = new PackageDirection()
            .layer(10, "cli")
            .layer(9, "tui", "tui.plain", "cli.lxc")
            .layer(8, "tui.update", "tui.view", "tui.player", "cli.output", "remote")
            .layer(7, "tui.effect", "tui.render", "tui.theme", "tui.terminal", "tui.settings")
            .layer(6, "tui.message")
            .layer(5, "tui.model")
            .layer(4, "engine.runtime", "cli.option")
            .layer(0, "engine.api")

            // Uses within a layer:   .sameLayer(user, used, "the reason")

            .visible("engine", "engine.api")
            .except("cli.Main", "engine.runtime", "someone has to name the engine that is used")

            .library("com.googlecode.lanterna", "tui.view", "tui.theme", "tui.terminal")
            .library("com.sun.jna")
            .library("com.pty4j")
            .withoutInputOutput("tui.model", "tui.message", "tui.update", "tui.render");
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
    void of_the_engine_only_the_api_is_seen() {
        assertThat(violation("dev.cleat.cli.Attach", "dev.cleat.engine.plan.AttachPlan"))
                .contains("dev.cleat.cli.Attach uses dev.cleat.engine.plan.AttachPlan of package engine.plan, but only"
                        + " engine.api is visible outside of engine");
    }

    @Test
    void main_alone_names_the_engine_it_starts() {
        assertThat(violation("dev.cleat.cli.Main", "dev.cleat.engine.runtime.LocalEngine"))
                .isEmpty();
        assertThat(violation("dev.cleat.tui.Console", "dev.cleat.engine.runtime.LocalEngine"))
                .isNotEmpty();
    }

    @Test
    void lanterna_stays_behind_the_screen() {
        assertThat(violation("dev.cleat.tui.update.Update", "com.googlecode.lanterna.TextColor"))
                .containsExactly("dev.cleat.tui.update.Update uses com.googlecode.lanterna.TextColor, but only"
                        + " tui.terminal, tui.theme, tui.view may use com.googlecode.lanterna");
    }

    private static List<String> violation(String user, String used) {
        return RULES.violations(List.of(new Use(user, used)));
    }
}
