package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.DebianRootfs;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Cleat on a host of systemd's: a Debian that is booted in a container, into which this machine's Java and this build are
 * bound, starts containers with {@code cgroup.manager: systemd}.
 */
@Timeout(600)
class SystemdScopeIT extends OnBench {

    private static final Duration BOOT = Duration.ofMinutes(4);

    /** Dash and dot mean something in the name of a unit. */
    private static final String NAME = "a-b.c";

    private static final String UNIT = "cleat-a\\x2db.c.scope";

    private static final String SYSTEMD = "/lib/systemd/systemd";

    /** As a host of v1 alone is booted; in a container its systemd is not told when a cgroup is empty. */
    private static final String LEGACY_SYSTEMD = "/bin/sh, -c, 'umount /sys/fs/cgroup/unified; exec " + SYSTEMD
            + " systemd.unified_cgroup_hierarchy=0 systemd.legacy_systemd_cgroup_controller=1'";

    private TestContainer debian;

    @Test
    void a_container_is_in_a_delegated_scope_until_it_ends() throws Exception {
        boot(SYSTEMD);
        define("resources: {pids: 50}\n");

        String said = run("""
                engine run $NAME
                systemctl show -p ActiveState -p Delegate -p TasksMax -p ControlGroup "$UNIT"
                cat /proc/$(pid)/cgroup
                pids=$(find /sys/fs/cgroup -path '*.scope/payload/pids.max')
                echo limit $(cat $pids)
                engine attach $NAME NEVER - /bin/sh -c 'read line' < /tmp/wait &
                exec 9> /tmp/wait
                await [ '$(cat $(find ${pids%pids.max}init -name cgroup.procs) | wc -l)' = 2 ] && echo attached
                echo > /tmp/wait
                wait $!
                engine kill $NAME
                gone && echo gone
                find /sys/fs/cgroup -name '*cleat*'
                """);

        assertThat(said.lines().toList())
                .contains("ActiveState=active", "Delegate=yes", "TasksMax=infinity")
                .contains("ControlGroup=/machine.slice/" + UNIT)
                .contains("limit 50", "attached", "gone");
        assertThat(said).containsPattern(":/machine\\.slice/cleat-a\\\\x2db\\.c\\.scope/payload/init\n");
        assertThat(said.substring(said.indexOf("gone"))).as("what is left").isEqualTo("gone\n");
    }

    @Test
    void one_that_is_started_again_at_once_gets_a_scope_again() throws Exception {
        boot(SYSTEMD);
        define("restart: {policy: on-failure, backoff: {initial: 10ms}}\n");

        String said = run("""
                engine run $NAME
                engine kill $NAME && engine run $NAME && echo again
                first=$(pid); kill -9 $first
                await [ -e '/proc/$(pid)/exe' -a '$(pid)' != $first ]
                systemctl is-active "$UNIT"
                cat /proc/$(pid)/cgroup
                engine kill $NAME
                gone && echo gone
                """);

        assertThat(said.lines().toList()).contains("again", "active", "gone");
        assertThat(said).containsPattern(":/machine\\.slice/cleat-a\\\\x2db\\.c\\.scope/payload/init\n");
    }

    @Test
    void a_start_that_fails_leaves_no_unit() throws Exception {
        boot(SYSTEMD);
        define("resources: {v1: {memory.none: '1'}, v2: {memory.none: '1'}}\n");

        String said = run("""
                engine run $NAME || echo failed
                gone && echo gone
                find /sys/fs/cgroup -name '*cleat*'
                """);

        assertThat(said).contains("memory.none", "failed\ngone\n");
        assertThat(said.substring(said.indexOf("gone"))).as("what is left").isEqualTo("gone\n");
    }

    @Test
    void a_systemd_that_does_not_hear_that_a_scope_is_empty_is_told() throws Exception {
        assumeTrue(bench.layout().kind() == Kind.HYBRID, "needs hierarchies of v1, and v2's to hide");
        boot(LEGACY_SYSTEMD);
        define("");

        String said = run("""
                engine run $NAME && cat /proc/$(pid)/cgroup
                engine kill $NAME
                gone && echo stopped
                echo 'resources: {v1: {memory.none: "1"}}' >> %s
                engine run $NAME || echo failed
                gone && echo gone
                find /sys/fs/cgroup -name '*cleat*'
                """.formatted(shared().resolve("path/" + NAME + "/container.yaml")));

        assertThat(said).contains("/payload/init\n", "\nstopped\n", "memory.none", "failed\ngone\n");
        assertThat(said.lines()).as("v2 is not used").anyMatch(line -> line.matches("0::/(session-[0-9a-f-]+)?"));
        assertThat(said.substring(said.indexOf("gone"))).as("what is left").isEqualTo("gone\n");
    }

    @Test
    void a_unit_of_somebody_else_s_is_left_alone() throws Exception {
        boot(SYSTEMD);
        define("");

        String said = run("""
                systemd-run --quiet --scope --unit="$UNIT" sleep 1000 &
                await systemctl is-active --quiet '"$UNIT"'
                engine run $NAME || echo failed
                systemctl is-active "$UNIT"
                kill $!
                """);

        assertThat(said).contains("step 11/", "it is there, with processes [", "failed\nactive\n");
    }

    private void boot(String command) throws Exception {
        Files.createDirectories(shared().resolve("path/" + NAME));
        debian = bench.define(definition(command)).start();
        Awaiting.until(
                "a login on the console, which shows:\n" + debian.log(),
                BOOT,
                () -> debian.log().contains("login: ") && debian.state() == ContainerState.RUNNING);
    }

    private void define(String more) throws Exception {
        Files.writeString(shared().resolve("path/" + NAME + "/container.yaml"), """
                schema: 1
                rootfs: host
                process: {command: [/bin/sleep, '1000']}
                cgroup: {manager: systemd}
                stop: {action: kill}
                """ + more);
    }

    /** What a script in Debian has said. */
    private String run(String script) throws Exception {
        Path said = shared().resolve("said");
        Files.writeString(
                shared().resolve("script"),
                """
                exec > %s 2>&1
                NAME='%s' UNIT='%s'
                engine() { %s "$@"; }
                pid() { grep -o '"pid":[0-9]*' %s/$NAME/state.json | head -n 1 | cut -d : -f 2; }
                await() {
                    for i in $(seq 400); do
                        eval "$@" && return
                        sleep 0.05
                    done
                    echo "never: $*"
                    return 1
                }
                gone() { await [ '"$(systemctl show -p LoadState --value "$UNIT")"' = not-found ]; }
                mkfifo /tmp/wait
                """.formatted(said, NAME, UNIT, engine(), shared().resolve("state")) + script);

        debian.execute("/bin/sh", shared().resolve("script").toString());

        return Files.readString(said);
    }

    private String engine() {
        List<String> line = new ArrayList<>(EngineProgram.commandLine(bench));
        int places = line.size() - 2;
        line.set(places, shared().resolve("path").toString());
        line.set(places + 1, shared().resolve("state").toString());
        return String.join(" ", line.stream().map(word -> "'" + word + "'").toList());
    }

    private Path shared() {
        return directory.resolve("shared");
    }

    /** As a Debian is booted elsewhere, but that a device policy of its own may be set in it. */
    private String definition(String command) throws Exception {
        StringBuilder mounts = new StringBuilder();
        for (Path place : places()) {
            mounts.append(bind(place, "ro"));
        }
        return """
                rootfs: {source: "dir:%s", writable: tmpfs}
                process: {command: [%s], terminal: true}
                security:
                  seccomp: {profile: unconfined}
                  capabilities: {keep: all, drop: [sys_module, sys_time, sys_rawio, mac_admin, mac_override]}
                dev: {rules: [{allow: a}]}
                autoMounts: {cgroup: rw, proc: rw, sys: rw}
                signals: {halt: SIGRTMIN+3}
                mounts:
                  - {type: tmpfs, target: /run, options: [nosuid, mode=0755]}
                """.formatted(DebianRootfs.path(), command) + bind(shared(), "rw") + mounts;
    }

    private static String bind(Path place, String option) {
        return "  - {type: bind, source: '" + place + "', target: '" + place
                + "', onMissingTarget: create-dir, options: [" + option + "]}\n";
    }

    /** Java with the configuration that Debian has in /etc, and the directories that the class path names. */
    private static Set<Path> places() throws Exception {
        Set<Path> places = new TreeSet<>();
        Path java = Path.of(System.getProperty("java.home")).toRealPath();
        places.add(java);
        try (Stream<Path> files = Files.walk(java.resolve("conf"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                places.add(Files.isDirectory(file) ? java : file.toRealPath().getParent());
            }
        }
        for (String entry : EngineProgram.classPath().split(File.pathSeparator)) {
            Path path = Path.of(entry);
            places.add(Files.isDirectory(path) ? path : path.getParent());
        }
        places.removeIf(place -> !Files.isDirectory(place));
        places.removeIf(place -> places.stream().anyMatch(other -> !other.equals(place) && place.startsWith(other)));
        return places;
    }
}
