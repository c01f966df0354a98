package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.IdShifting;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Roots made by somebody who wants a mount, a node or a link to be made on the host (CVE-2015-1335, CVE-2018-15664,
 * CVE-2026-41579): every place that a definition names is a link to a decoy, on its last or its first component.
 */
@Timeout(120)
class HostileMountsIT {

    @TempDir
    Path directory;

    private Bench bench;
    private Path decoy;
    private String before;

    @BeforeEach
    void a_bench_and_a_decoy() throws IOException {
        bench = new Bench(directory);
        decoy = Files.createDirectories(bench.file("decoy/inner")).getParent();
        Files.writeString(decoy.resolve("marker"), "canary");
        Files.writeString(decoy.resolve("inner/file"), "canary");
        before = listing();
        Files.createSymbolicLink(bench.rootfs().resolve("link"), decoy);
        Files.createSymbolicLink(bench.rootfs().resolve("etc/link"), decoy.resolve("marker"));
    }

    @AfterEach
    void nothing_is_left_and_the_decoy_is_untouched() throws Exception {
        if (bench != null) {
            Files.delete(bench.rootfs().resolve("link"));
            Files.delete(bench.rootfs().resolve("etc/link"));
            bench.close();
            assertThat(listing()).isEqualTo(before);
        }
    }

    private String listing() throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(decoy)) {
            for (Path path : all.toList()) {
                String content =
                        Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.readString(path) : "no file";
                files.put(path.toString(), Files.getAttribute(path, "unix:mode") + content);
            }
        }
        return files.toString();
    }

    private TestContainer with(String yaml) throws Exception {
        return bench.define("rootfs: dir:" + bench.rootfs() + "\n" + yaml
                + "\nprocess: {command: [/bin/sh, -c, 'ls /link/ /srv; cat /srv/* ; exec sleep 1000']}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: tmpfs, target: /link, copyUp: true}",
                "{type: tmpfs, target: /link/inner, copyUp: true}",
                "{type: overlay, target: /link, lower: ['root:/etc']}",
                "{type: overlay, target: /link/inner, lower: ['root:/etc']}",
                "{type: overlay, target: /srv, lower: ['root:/link']}",
                "{type: overlay, target: /srv, lower: ['root:/link/inner']}",
                "{type: bind, source: 'root:link', target: /srv}",
                "{type: bind, source: 'root:link/inner', target: /srv}",
                "{type: bind, source: 'root:etc/link', target: /srv/x}",
                "{type: bind, source: 'root:etc', target: /link/inner}",
                "{type: bind, source: /etc/hostname, target: /link/marker, merge: true}",
                "{type: bind, source: /etc/hostname, target: /link/new, merge: true}",
                "{type: mqueue, target: /link/inner}",
                "{raw: 'tmpfs link/inner tmpfs create=dir 0 0'}",
            })
    void no_mount_is_made_through_a_link(String mount) throws Exception {
        for (String idmap : new String[] {"", "idmap: {mode: auto}\n"}) {
            TestContainer container = with(idmap + "mounts: [" + mount + "]");

            assertThat(catchThrowableOfType(ContainerException.class, container::start))
                    .as(idmap)
                    .hasMessageContaining("mount the entries");
        }
    }

    @Test
    void a_mount_the_host_made_is_not_attached_through_a_link() throws Exception {
        Path source = Files.createDirectory(bench.file("source"));
        IdShifting.assumeAt(source);
        TestContainer container = with("idmap: {mode: auto}\nmounts: [{type: bind, source: " + source
                + ", target: /link/inner, idmap: container}]");

        assertThat(catchThrowableOfType(ContainerException.class, container::start))
                .hasMessageContaining("mount the entries");
    }

    @Test
    void a_file_in_the_place_of_a_merged_one_stays_the_image_s() throws Exception {
        TestContainer container = with("mounts: [{type: bind, source: /etc/hostname, target: /etc/link, merge: true}]");

        try {
            container.start();
        } catch (ContainerException refused) {
            assertThat(refused).hasMessageContaining("/etc/link");
        }
        assertThat(decoy.resolve("marker")).hasContent("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev: {auto: true, nodes: [{path: /dev/link/x, type: c, major: 1, minor: 3}]}",
                "dev: {fromHost: [/dev/zero]}",
                "dev: {ttyDir: link}\ntty: {count: 1}"
            })
    void nothing_is_made_in_a_dev_that_is_a_link(String yaml) throws Exception {
        Files.delete(bench.rootfs().resolve("dev"));
        Files.createSymbolicLink(bench.rootfs().resolve("dev"), decoy);

        assertThat(catchThrowableOfType(ContainerException.class, with(yaml)::start))
                .hasMessageContaining("/dev");
    }

    @Test
    void the_rootfs_s_own_dev_leads_nowhere() throws Exception {
        Files.createDirectories(bench.rootfs().resolve("dev"));
        Files.createSymbolicLink(bench.rootfs().resolve("dev/pts"), decoy);

        assertThat(catchThrowableOfType(ContainerException.class, with("dev: {auto: false}")::start))
                .hasMessageContaining("/dev/pts");
    }
}
