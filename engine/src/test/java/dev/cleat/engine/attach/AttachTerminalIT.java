package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.OnBench;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The terminal that a session has inside. */
@Timeout(120)
class AttachTerminalIT extends OnBench {

    /** Its owner may open it again, as su(1) and screen(1) do. */
    @ParameterizedTest
    @ValueSource(strings = {"", "idmap: {mode: auto}"})
    void it_belongs_to_the_container_s_root(String ids) throws Exception {
        var container = bench.define(
                        "rootfs: dir:" + bench.rootfs() + "\n" + ids + "\nprocess: {command: [/bin/sleep, '1000']}\n")
                .start();
        Object root = Files.getAttribute(Path.of("/proc", Long.toString(container.pid())), "unix:uid");

        try (Attached attached = Attached.script(
                bench, container, "echo opened >/proc/self/fd/0; ls -lnL /proc/self/fd/0; exec sleep 1000")) {
            attached.operator().await("opened");
            attached.operator().await("crw--w----");
            long shell = Attached.pid(bench, container, 1);
            assertThat(Files.getAttribute(Path.of("/proc/" + shell + "/fd/0"), "unix:uid"))
                    .isEqualTo(root)
                    .matches(uid -> ids.isEmpty() == uid.equals(0));
            attached.operator().type("\u0003");
            attached.outcome();
        }
    }
}
