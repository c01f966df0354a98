package dev.cleat.engine.start;

import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A definition beside its root, as a bundle has them: paths begin where the definition is, wherever it is run from. */
@Timeout(120)
class BundleIT extends OnBench {

    @ParameterizedTest
    @ValueSource(strings = {"dir:rootfs", "dir:./rootfs"})
    @Proves("L17")
    void a_root_is_found_beside_its_definition(String rootfs) throws Exception {
        TestContainer container = bundle("rootfs: '" + rootfs + "'");
        copy(bench.rootfs(), container.definition().resolveSibling("rootfs"));

        container.start().awaitLog("in the bundle");
    }

    @Test
    @Proves("L17")
    void a_definition_in_its_root_is_a_bundle_too() throws Exception {
        TestContainer container = bundle("rootfs: 'dir:.'");
        copy(Path.of(bench.rootfs() + "/."), container.definition().getParent());

        container.start().awaitLog("in the bundle");
    }

    private TestContainer bundle(String rootfs) throws Exception {
        return bench.define(rootfs + "\nprocess: {command: [/bin/sh, -c, 'echo in the bundle; exec sleep 1000']}\n");
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to.getParent());
        new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start().waitFor();
    }
}
