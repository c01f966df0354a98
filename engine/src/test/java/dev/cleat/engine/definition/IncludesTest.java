package dev.cleat.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludesTest {

    @Test
    void included_maps_are_merged_and_lists_replaced() throws Exception {
        Definition definition = new Written()
                .with("/etc/cleat/base.yaml", """
                        rootfs: dir:base
                        resources: {pids: 5, memory: {limit: 1M, high: 1M}}
                        process: {command: [/bin/a, b], env: {A: 1, B: 2}}
                        mounts: [{type: bind, source: data, target: /data}]
                        namespaces: {net: host}
                        """)
                .with("/srv/more.yaml", "resources: {memory: {limit: 2M}}\nlabels: {x: 1}\nnamespaces: {net: null}\n")
                .read("schema: 1\ninclude: [/etc/cleat/base.yaml, more.yaml]\nrootfs: {readonly: true}\n"
                        + "process: {command: [/bin/c], env: {B: 3}}\n");

        assertThat(definition.name()).isEqualTo("web");
        assertThat(definition.rootfs().orElseThrow().source())
                .isEqualTo(new RootSource.Directory(Path.of("/etc/cleat/base")));
        assertThat(definition.rootfs().orElseThrow().readonly()).isTrue();
        assertThat(definition.resources().pids()).isEqualTo(OptionalLong.of(5));
        assertThat(definition.resources().memory().limit()).isEqualTo(OptionalLong.of(2 << 20));
        assertThat(definition.resources().memory().high()).isEqualTo(OptionalLong.of(1 << 20));
        assertThat(definition.process().command()).containsExactly("/bin/c");
        assertThat(definition.process().environment().variables()).isEqualTo(Map.of("A", "1", "B", "3"));
        assertThat(definition.mounts()).extracting(Mount::source).containsExactly(Optional.of("/etc/cleat/data"));
        assertThat(definition.isPrivate(NamespaceType.NET)).isTrue();
        assertThat(definition.description().labels()).containsEntry("x", "1");
    }

    @Test
    void a_stored_definition_extends_another_one() throws Exception {
        Written files = new Written()
                .with("/var/lib/base/container.yaml", "schema: 1\nname: base\nrootfs: dir:rootfs\nlabels: {a: 1}\n")
                .with("/var/lib/web/container.yaml", "schema: 1\nextends: base\nlabels: {b: 2}\n");

        Definition definition = new DefinitionReader(files).read(Path.of("/var/lib/web/container.yaml"));

        assertThat(definition.name()).isEqualTo("web");
        assertThat(definition.rootfs().orElseThrow().source())
                .isEqualTo(new RootSource.Directory(Path.of("/var/lib/base/rootfs")));
        assertThat(definition.description().labels()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void a_problem_in_an_included_file_has_its_place_there() {
        assertThat(new Written()
                        .with("/srv/a.yaml", "schema: 1\nresources: {pids: x}\nnam: y\n")
                        .with("/srv/b.yaml", "hello\n")
                        .lint("schema: 1\nrootfs: host\ninclude: [a.yaml, b.yaml, /c.yaml, '']\n"))
                .containsExactly(
                        "3:27: include: /c.yaml: there is no such file",
                        "3:36: include[3]: \"\" is not a path",
                        "/srv/a.yaml:2:19: resources.pids: \"x\" is not a whole number from 1 to 4194304",
                        "/srv/a.yaml:3:1: unknown key \"nam\" (did you mean \"name\"?)",
                        "/srv/b.yaml:1:1: a definition must be a map of keys, not a single value");
    }

    @Test
    void a_cycle_is_told() {
        assertThat(new Written()
                        .with("/srv/a.yaml", "include: [b.yaml]\n")
                        .with("/srv/b.yaml", "include: [a.yaml]\n")
                        .lint("schema: 1\nrootfs: host\ninclude: [a.yaml, web.yaml]\n"))
                .containsExactly(
                        "3:19: include: /srv/web.yaml leads back to itself",
                        "/srv/b.yaml:1:11: include: /srv/a.yaml leads back to itself");
    }

    @Test
    void files_that_include_each_other_twice_over_come_to_an_end() {
        Written files = new Written();
        for (int i = 0; i < 30; i++) {
            files.with("/srv/" + i + ".yaml", "include: [%d.yaml, %d.yaml]\n".formatted(i + 1, i + 1));
        }

        assertThat(files.with("/srv/30.yaml", "labels: {}\n").lint(Written.BEGIN + "include: [0.yaml]\n"))
                .isNotEmpty()
                .allMatch(problem -> problem.endsWith("include: more than 100 files"));
    }

    @Test
    void a_wrong_base_is_told() {
        assertThat(new Written().lint(Written.BEGIN + "extends: base\n"))
                .containsExactly("3:10: extends: is for stored definitions; here write include: [FILE]");
        assertThat(new DefinitionReader(
                                new Written().with("/v/web/container.yaml", "schema: 1\nrootfs: host\nextends: base\n"))
                        .lint(Path.of("/v/web/container.yaml")))
                .extracting(Object::toString)
                .containsExactly("/v/web/container.yaml:3:10: extends: /v/base/container.yaml: there is no such file");
    }

    @Test
    void an_argument_cannot_include() {
        Written files = new Written().with("/srv/web.yaml", Written.BEGIN);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() ->
                        new DefinitionReader(files).read(Written.FILE, Optional.empty(), List.of("include=[a.yaml]"))))
                .hasMessage("-s include: include: only in a file, not as an argument");
    }

    @Test
    void the_files_of_a_directory_are_included_by_name(@TempDir Path directory) throws Exception {
        Path parts = Files.createDirectory(directory.resolve("web.d"));
        Files.writeString(parts.resolve("20-b.yaml"), "labels: {x: b, y: b}\n");
        Files.writeString(parts.resolve("10-a.yaml"), "labels: {x: a, z: a}\n");
        Files.writeString(parts.resolve("README"), "not a definition\n");
        Path file = directory.resolve("web.yaml");
        Files.writeString(file, "schema: 1\nrootfs: host\ninclude: [web.d]\n");

        assertThat(new DefinitionReader(new LocalDefinitionFiles())
                        .read(file)
                        .description()
                        .labels())
                .isEqualTo(Map.of("x", "b", "y", "b", "z", "a"));
    }

    @Test
    void a_text_that_is_moved_elsewhere_means_the_same() throws Exception {
        Written files = new Written()
                .with("/etc/cleat/base.yaml", "mounts: [{type: bind, source: ./d a, target: /d}]\n")
                .with(
                        "/srv/web.yaml",
                        "schema: 1\ninclude: [/etc/cleat/base.yaml]\nrootfs: overlay:low:low:up\n"
                                + "labels: {low: low}\nsecurity: {seccomp: {profile: 'lxc:f'}}\n");
        DefinitionReader reader = new DefinitionReader(files);
        Definition before = reader.read(Written.FILE);

        String text = reader.text(Written.FILE, Optional.of("web"), List.of());
        Definition after = new DefinitionReader(new Written().with("/v/web/container.yaml", text))
                .read(Path.of("/v/web/container.yaml"));

        assertThat(after.rootfs()).isEqualTo(before.rootfs());
        assertThat(after.mounts()).isEqualTo(before.mounts());
        assertThat(after.security()).isEqualTo(before.security());
        assertThat(after.description().labels()).isEqualTo(Map.of("low", "low"));
    }
}
