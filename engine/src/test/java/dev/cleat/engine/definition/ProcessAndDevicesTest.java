package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Written.definition;
import static dev.cleat.engine.definition.Written.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.definition.Definition.ConsoleMode;
import dev.cleat.engine.definition.Devices.Node;
import dev.cleat.engine.definition.Devices.Rule;
import dev.cleat.engine.definition.ProcessTuning.IoClass;
import dev.cleat.engine.definition.ProcessTuning.IoPriority;
import dev.cleat.engine.definition.ProcessTuning.Limit;
import dev.cleat.engine.definition.ProcessTuning.Scheduler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessAndDevicesTest {

    @Test
    void how_pid_1_is_and_what_it_is_told_is_read() throws Exception {
        InitProcess process = definition("""
                process:
                  mode: stub
                  execCommand: [/bin/sh, -l]
                  envRuntime: {A: 1}
                  envHooks: {B: 2}
                  envFiles: [env, /etc/default/web]
                  envInherit: [LANG, "LC_*"]
                  consoleSize: {rows: 25, cols: 132}
                """).process();

        assertThat(process.mode()).isEqualTo(InitProcess.Mode.STUB);
        assertThat(process.executeCommand()).containsExactly("/bin/sh", "-l");
        assertThat(process.environment())
                .isEqualTo(new InitProcess.Environment(
                        Map.of(),
                        Map.of("A", "1"),
                        Map.of("B", "2"),
                        List.of(Path.of("/srv/env"), Path.of("/etc/default/web")),
                        List.of("LANG", "LC_*")));
        assertThat(process.consoleSize()).contains(new TerminalSize(25, 132));
    }

    @Test
    void what_the_kernel_keeps_for_a_process_is_read() throws Exception {
        ProcessTuning tuning = definition("""
                process:
                  rlimits: {nofile: "1024:4096", memlock: unlimited, RLIMIT_STACK: 8M, core: "0:unlimited"}
                  proc: {oom_score_adj: -10, attr/fscreate: x}
                  scheduler: {policy: SCHED_DEADLINE, runtime: 10ms, deadline: 30000000, period: 1s, flags: [reclaim]}
                  ioPriority: {class: be, priority: 7}
                  cpuAffinity: 0-2,5
                  keyring: inherit
                """).tuning();

        assertThat(tuning.rlimits())
                .containsExactly(
                        Map.entry("nofile", new Limit(OptionalLong.of(1024), OptionalLong.of(4096))),
                        Map.entry("memlock", new Limit(OptionalLong.empty(), OptionalLong.empty())),
                        Map.entry("stack", new Limit(OptionalLong.of(8 << 20), OptionalLong.of(8 << 20))),
                        Map.entry("core", new Limit(OptionalLong.of(0), OptionalLong.empty())));
        assertThat(tuning.procFiles()).isEqualTo(Map.of("oom_score_adj", "-10", "attr/fscreate", "x"));
        assertThat(tuning.scheduler())
                .contains(new Scheduler(
                        "deadline",
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Set.of("reclaim"),
                        10_000_000,
                        30_000_000,
                        1_000_000_000));
        assertThat(tuning.ioPriority()).contains(new IoPriority(IoClass.BEST_EFFORT, 7));
        assertThat(tuning.cpus()).containsExactlyInAnyOrder(0, 1, 2, 5);
        assertThat(tuning.newKeyring()).isFalse();
        assertThat(definition("process: {scheduler: {policy: batch, nice: -5}}")
                        .tuning()
                        .scheduler()
                        .orElseThrow()
                        .nice())
                .isEqualTo(OptionalInt.of(-5));
    }

    @Test
    void devices_and_terminals_are_read() throws Exception {
        Devices devices = definition("""
                dev:
                  size: 1M
                  nodes:
                    - {path: /dev/fuse, type: c, major: 10, minor: 229, mode: "0660", gid: 5}
                    - {host: /dev/net/tun, access: rw}
                    - {path: /dev/initctl, type: p}
                  rules: [{deny: a}, {allow: "c 1:3 rwm"}, {allow: "b *:7 r"}]
                  ttyDir: lxc
                  fromHost: [/dev/kvm]
                tty: {count: 4, ptyMax: 64}
                """).devices();

        assertThat(devices.auto()).isTrue();
        assertThat(devices.bytes()).isEqualTo(1 << 20);
        assertThat(devices.nodes())
                .containsExactly(
                        new Node("/dev/fuse", 'c', 10, 229, OptionalInt.of(0660), 0, 5, Optional.empty(), "rwm"),
                        new Node(
                                "/dev/net/tun",
                                'c',
                                0,
                                0,
                                OptionalInt.empty(),
                                0,
                                0,
                                Optional.of(Path.of("/dev/net/tun")),
                                "rw"),
                        new Node("/dev/initctl", 'p', 0, 0, OptionalInt.empty(), 0, 0, Optional.empty(), "rwm"));
        assertThat(devices.rules().orElseThrow())
                .containsExactly(
                        new Rule(false, 'a', OptionalInt.empty(), OptionalInt.empty(), "rwm"),
                        new Rule(true, 'c', OptionalInt.of(1), OptionalInt.of(3), "rwm"),
                        new Rule(true, 'b', OptionalInt.empty(), OptionalInt.of(7), "r"));
        assertThat(devices.ttyDirectory()).contains("lxc");
        assertThat(devices.fromHost()).containsExactly(Path.of("/dev/kvm"));
        assertThat(devices.ttyCount()).isEqualTo(4);
        assertThat(devices.ptyMax()).isEqualTo(64);
        assertThat(definition("dev: {auto: false}").devices().auto()).isFalse();
        assertThat(definition("autoMounts: {dev: false}").devices().auto()).isFalse();
        assertThat(definition("dev: {rules: default}").devices().rules()).isEmpty();
        assertThat(definition("").devices()).isEqualTo(Devices.DEFAULT);
    }

    @Test
    void every_mode_of_the_console_has_a_word() throws Exception {
        for (var word : Map.of(
                        "pty",
                        ConsoleMode.PTY,
                        "readonly",
                        ConsoleMode.READ_ONLY,
                        "pipe",
                        ConsoleMode.PIPE,
                        "none",
                        ConsoleMode.NONE)
                .entrySet()) {
            assertThat(definition("console: {mode: " + word.getKey() + "}")
                            .console()
                            .mode())
                    .isEqualTo(word.getValue());
        }
    }

    @Test
    void contradictions_about_the_process_are_told() {
        assertThat(problems("process: {terminal: true}\nconsole: {mode: none}"))
                .containsExactly("3:21: process.terminal: needs a console with a terminal, but console.mode is none");
        assertThat(problems("process: {terminal: true}\nautoMounts: {devpts: false}"))
                .containsExactly("3:21: process.terminal: needs /dev/pts, but autoMounts.devpts is false");
        assertThat(problems("process: {rlimits: {nofiles: 5}, proc: {../x: 1}}"))
                .containsExactly(
                        "3:21: process.rlimits: \"nofiles\" is not one of as, core, cpu, data, fsize, locks, memlock,"
                                + " msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending, stack (did you mean \"nofile\"?)",
                        "3:41: process.proc: \"../x\" is not a file below /proc/PID (as oom_score_adj)");
        assertThat(problems("process: {scheduler: {policy: idle, nice: 1, priority: 5, runtime: 5}}"))
                .containsExactly(
                        "3:43: process.scheduler.nice: only with policy other or batch",
                        "3:56: process.scheduler.priority: only with policy fifo or rr",
                        "3:68: process.scheduler.runtime: only with policy deadline");
        assertThat(problems("process: {scheduler: {policy: deadline, runtime: 2s, deadline: 1s}}"))
                .containsExactly("3:50: process.scheduler.runtime: longer than the deadline");
        assertThat(problems("process: {ioPriority: {class: idle, priority: 1}}"))
                .containsExactly("3:47: process.ioPriority.priority: class idle has none");
    }

    @Test
    void contradictions_about_devices_are_told() {
        assertThat(problems("""
                        dev:
                          auto: false
                          size: 1M
                          nodes:
                            - {path: /dev/x}
                            - {path: /dev/x, type: c, major: 1}
                            - {host: /srv/x}
                            - {host: /dev/x, type: c, path: /x}
                          rules: [{allow: a, deny: a}, {}]
                        autoMounts: {dev: true, devpts: false}
                        tty: {count: 1}
                        """))
                .containsExactly(
                        "4:3: dev.auto: is false, but autoMounts.dev is true",
                        "5:9: dev.size: needs a /dev of its own, but dev.auto is false",
                        "7:5: dev.nodes: needs a /dev of its own, but dev.auto is false",
                        "7:14: dev.nodes[0]: needs path and type, or host",
                        "8:28: dev.nodes[1].type: c needs major and minor",
                        "9:14: dev.nodes[2]: must be below /dev; give a path",
                        "10:28: dev.nodes[3].type: is the host device's own",
                        "10:37: dev.nodes[3]: must be below /dev; give a path",
                        "11:28: a rule is either allow or deny",
                        "11:32: a rule is either allow or deny",
                        "13:14: tty.count: needs /dev/pts, but autoMounts.devpts is false");
    }
}
