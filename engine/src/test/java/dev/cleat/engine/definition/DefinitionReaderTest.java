package dev.cleat.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition.Access;
import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Definition.OnMissing;
import dev.cleat.engine.definition.Definition.Propagation;
import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.Writable;
import dev.cleat.engine.definition.Life.StopAction;
import dev.cleat.engine.definition.Resources.Quota;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionReaderTest {

    @TempDir
    Path directory;

    @Test
    void a_definition_may_be_two_lines_and_has_safe_defaults() throws Exception {
        Definition definition = read("schema: 1\nrootfs: host\n");

        assertThat(definition.name()).isEqualTo("web");
        assertThat(definition.privateNamespaces())
                .containsExactlyInAnyOrder(
                        NamespaceType.MNT,
                        NamespaceType.PID,
                        NamespaceType.UTS,
                        NamespaceType.IPC,
                        NamespaceType.NET,
                        NamespaceType.CGROUP);
        assertThat(definition.security().capabilities().keep()).isEqualTo(Capability.DEFAULT);
        assertThat(definition.maskedPaths()).contains("/proc/kcore");
        assertThat(definition.readonlyPaths()).contains("/proc/sys");
        assertThat(definition.rootfs().orElseThrow().writable()).isEqualTo(new Writable.Memory("12%"));
        assertThat(definition.life().signals().halt()).isEqualTo(30);
    }

    @Test
    void every_key_is_read() throws Exception {
        Definition definition = read("""
                schema: 1
                name: shop.1
                description: a shop
                labels: {tier: front, count: 3}
                hostname: shop
                rootfs: {source: "dir:root", readonly: true, writable: tmpfs, writableSize: 1G}
                process:
                  command: [/sbin/init, --verbose, 5]
                  cwd: /srv/./shop/
                  env: {PORT: 8080, DEBUG: true, EMPTY: ""}
                  user: shop:www-data
                  terminal: true
                  umask: 027
                  additionalGroups: [44, audio]
                namespaces: {net: host, user: private, time: private}
                mounts:
                  - {type: bind, source: data, target: /data, options: [ro, nosuid], propagation: rslave, onMissingSource: create-dir}
                  - {type: tmpfs, target: /run, options: [size=64M, mode=0755], onMissingTarget: skip}
                autoMounts: {proc: rw, sys: off, cgroup: ro, shm: 1M, mqueue: false}
                maskedPaths: []
                readonlyPaths: [/proc/sys]
                security:
                  capabilities: {keep: none, drop: [CAP_CHOWN], add: [net_admin]}
                  noNewPrivileges: true
                resources:
                  memory: {limit: 512M, high: 400M, low: 1M, swap: 0}
                  cpu: {quota: 150%, period: 50000, weight: 50, cpus: "0-3,6", mems: 0}
                  pids: 64
                console: {log: {file: con.log, maxSize: 2M, keep: 1, sync: 5s}, buffer: 64K}
                signals: {halt: SIGRTMIN+3}
                stop: {timeout: 500ms, action: halt}
                """);

        assertThat(definition.name()).isEqualTo("shop.1");
        assertThat(definition.description().text()).isEqualTo("a shop");
        assertThat(definition.description().labels())
                .containsExactly(Map.entry("tier", "front"), Map.entry("count", "3"));
        assertThat(definition.hostname()).contains("shop");
        var rootfs = definition.rootfs().orElseThrow();
        assertThat(rootfs.source()).isEqualTo(new RootSource.Directory(directory.resolve("root")));
        assertThat(rootfs.readonly()).isTrue();
        assertThat(rootfs.writable()).isEqualTo(new Writable.Memory(Long.toString(1L << 30)));
        var process = definition.process();
        assertThat(process.command()).containsExactly("/sbin/init", "--verbose", "5");
        assertThat(process.cwd()).isEqualTo("/srv/shop");
        assertThat(process.environment().variables())
                .containsExactly(Map.entry("PORT", "8080"), Map.entry("DEBUG", "true"), Map.entry("EMPTY", ""));
        assertThat(process.user().user()).isEqualTo("shop");
        assertThat(process.user().group()).contains("www-data");
        assertThat(process.terminal()).isTrue();
        assertThat(process.umask()).isEqualTo(OptionalInt.of(027));
        assertThat(process.user().additionalGroups()).containsExactly("44", "audio");
        assertThat(definition.isPrivate(NamespaceType.NET)).isFalse();
        assertThat(definition.isPrivate(NamespaceType.USER)).isTrue();
        assertThat(definition.mounts())
                .containsExactly(
                        new Mount(
                                "bind",
                                Optional.of(directory.resolve("data").toString()),
                                false,
                                "/data",
                                Set.of(MountOption.RO, MountOption.NOSUID),
                                Map.of(),
                                Propagation.SLAVE,
                                OnMissing.CREATE_DIRECTORY,
                                OnMissing.CREATE,
                                false,
                                false,
                                List.of(),
                                Optional.empty(),
                                Idmap.NONE),
                        new Mount(
                                "tmpfs",
                                Optional.empty(),
                                false,
                                "/run",
                                Set.of(),
                                Map.of("size", "67108864", "mode", "0755"),
                                Propagation.PRIVATE,
                                OnMissing.ERROR,
                                OnMissing.SKIP,
                                false,
                                false,
                                List.of(),
                                Optional.empty(),
                                Idmap.NONE));
        var auto = definition.autoMounts();
        assertThat(auto.proc()).isEqualTo(Access.READ_WRITE);
        assertThat(auto.sys()).isEqualTo(Access.OFF);
        assertThat(auto.cgroup()).isEqualTo(Access.READ_ONLY);
        assertThat(auto.shmBytes()).isEqualTo(OptionalLong.of(1 << 20));
        assertThat(auto.mqueue()).isFalse();
        assertThat(definition.maskedPaths()).isEmpty();
        assertThat(definition.readonlyPaths()).containsExactly("/proc/sys");
        assertThat(definition.security().capabilities().keep()).isEmpty();
        assertThat(definition.security().capabilities().drop()).containsExactly(Capability.CHOWN);
        assertThat(definition.security().capabilities().add()).containsExactly(Capability.NET_ADMIN);
        assertThat(definition.security().noNewPrivileges()).isTrue();
        var memory = definition.resources().memory();
        assertThat(memory.limit()).isEqualTo(OptionalLong.of(512L << 20));
        assertThat(memory.high()).isEqualTo(OptionalLong.of(400L << 20));
        assertThat(memory.low()).isEqualTo(OptionalLong.of(1 << 20));
        assertThat(memory.swap()).isEqualTo(OptionalLong.of(0));
        var cpu = definition.resources().cpu();
        assertThat(cpu.quota()).contains(new Quota(75_000, 50_000));
        assertThat(cpu.weight()).isEqualTo(OptionalLong.of(50));
        assertThat(cpu.cpus()).contains("0-3,6");
        assertThat(cpu.mems()).contains("0");
        assertThat(definition.resources().pids()).isEqualTo(OptionalLong.of(64));
        assertThat(definition.console().log().file()).contains(directory.resolve("con.log"));
        assertThat(definition.console().log().maxBytes()).isEqualTo(2 << 20);
        assertThat(definition.console().log().keep()).isEqualTo(1);
        assertThat(definition.console().log().sync()).contains(Duration.ofSeconds(5));
        assertThat(definition.console().ringBytes()).isEqualTo(64 << 10);
        assertThat(definition.life().signals().halt()).isEqualTo(37);
        assertThat(definition.stop().timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(definition.stop().action()).isEqualTo(StopAction.HALT);
    }

    @Test
    void all_problems_come_at_once_in_file_order() throws Exception {
        List<String> problems = problems("""
                schema: 1
                nam: web
                rootfs: host
                resources:
                  memory: {limt: 1G}
                  pids: x
                seccomp: {}
                recording: {}
                """);

        assertThat(problems)
                .containsExactly(
                        "2:1: unknown key \"nam\" (did you mean \"name\"?)",
                        "5:12: unknown key \"limt\" in resources.memory (did you mean \"limit\"?)",
                        "6:9: resources.pids: \"x\" is not a whole number from 1 to 4194304",
                        "7:1: unknown key \"seccomp\" (did you mean \"security.seccomp\"?)",
                        "8:1: key \"recording\" is not supported by this version of Cleat yet");
    }

    @Test
    void missing_and_contradicting_keys_are_told() throws Exception {
        assertThat(problems("name: x\n"))
                .containsExactly(
                        "1:1: key \"schema\" is missing", "1:1: key \"rootfs\" is missing (as rootfs: dir:rootfs)");
        assertThat(
                        problems(
                                "schema: 1\nrootfs: host\nhostname: a\nnamespaces: {mount: host, uts: host}\nmounts: [{type: tmpfs, target: /x}]\n"))
                .containsExactly(
                        "2:9: rootfs: needs a mount namespace of its own, but namespaces.mount is host",
                        "3:11: hostname: needs a uts namespace of its own, but namespaces.uts is host",
                        "5:9: mounts: need a mount namespace of their own, but namespaces.mount is host");
        assertThat(problems("schema: 1\nrootfs: {source: host, writable: direct, writableSize: 1G}\n"))
                .containsExactly(
                        "2:34: rootfs.writable: the host's own root is never written to; use tmpfs or dir:PATH",
                        "2:56: rootfs.writableSize: only with writable: tmpfs");
        assertThat(problems("schema: 1\nrootfs: host\nresources: {cpu: {period: 5000, weight: 1, shares: 2}}\n"))
                .containsExactly(
                        "3:27: resources.cpu.period: only with quota",
                        "3:52: resources.cpu.shares: is another form of weight; give one of them");
    }

    @Test
    void names_of_variables_are_checked() throws Exception {
        assertThat(problems("schema: 1\nrootfs: host\nprocess:\n  env: {\"A=B\": 1, \"C\\nD\": 2, \"\": 3, E: null}\n"))
                .containsExactly(
                        "4:9: process.env: \"A=B\" is not a variable's name (no =, no control characters)",
                        "4:19: process.env: \"C\\u000aD\" contains a control character",
                        "4:30: process.env: \"\" is not a variable's name (no =, no control characters)",
                        "4:40: process.env.E: must be text, not nothing");
    }

    @Test
    void null_restores_the_default() throws Exception {
        Definition definition = read("schema: 1\nrootfs: host\nresources: null\nname: ~\nstop:\n");

        assertThat(definition.name()).isEqualTo("web");
        assertThat(definition.resources().pids()).isEmpty();
        assertThat(definition.stop().timeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void an_override_obeys_the_same_table() throws Exception {
        Definition definition = new DefinitionReader(new LocalDefinitionFiles())
                .read(
                        write("schema: 1\nrootfs: host\nresources: {pids: 5, memory: {limit: 1M}}\n"),
                        Optional.of("other"),
                        List.of(
                                "resources.pids=64",
                                "process.command=[/bin/echo, \"a: b\"]",
                                "labels.org.example.tier=front",
                                "rootfs.readonly=true",
                                "resources.memory="));

        assertThat(definition.name()).isEqualTo("other");
        assertThat(definition.resources().pids()).isEqualTo(OptionalLong.of(64));
        assertThat(definition.resources().memory().limit()).isEmpty();
        assertThat(definition.process().command()).containsExactly("/bin/echo", "a: b");
        assertThat(definition.description().labels()).containsExactly(Map.entry("org.example.tier", "front"));
        assertThat(definition.rootfs().orElseThrow().readonly()).isTrue();
        assertThat(definition.rootfs().orElseThrow().source()).isEqualTo(new RootSource.Host());
    }

    @Test
    void problems_of_overrides_name_the_argument_and_come_last() throws Exception {
        Path file = write("schema: 1\nrootfs: host\nnam: x\n");

        InvalidDefinitionException failure = catchThrowableOfType(
                InvalidDefinitionException.class,
                () -> new DefinitionReader(new LocalDefinitionFiles())
                        .read(
                                file,
                                Optional.of("a b"),
                                List.of(
                                        "resources.pids=x",
                                        "foo",
                                        "=1",
                                        "resources..pids=1",
                                        "stop.timeout=[1",
                                        "memry=1")));

        assertThat(failure.problems())
                .extracting(Object::toString)
                .containsExactly(
                        file + ":3:1: unknown key \"nam\" (did you mean \"name\"?)",
                        "-s foo: is not KEY=VALUE (as resources.pids=64)",
                        "-s : is not KEY=VALUE (as resources.pids=64)",
                        "-s resources..pids: \"resources..pids\" is not a key (as resources.pids)",
                        "-s stop.timeout: is not YAML: expected ',' or ']', but got <stream end>",
                        "-s resources.pids: resources.pids: \"x\" is not a whole number from 1 to 4194304",
                        "-s memry: unknown key \"memry\" (did you mean \"resources.memory\"?)",
                        "-s name: name: \"a b\" is not a name (letters, digits, _ . -, beginning with a letter or digit, at most 64)");
    }

    @Test
    void a_stored_definition_is_named_after_its_directory() throws Exception {
        Path file = Files.createDirectory(directory.resolve("shop")).resolve("container.yaml");
        Files.writeString(file, "schema: 1\nrootfs: host\n");

        assertThat(new DefinitionReader(new LocalDefinitionFiles()).read(file).name())
                .isEqualTo("shop");
    }

    @Test
    void a_file_whose_name_cannot_be_a_containers_needs_the_key() throws Exception {
        Path file = directory.resolve("my shop.yaml");
        Files.writeString(file, "schema: 1\nrootfs: host\n");

        assertThat(new DefinitionReader(new LocalDefinitionFiles()).lint(file))
                .extracting(Object::toString)
                .containsExactly(file + ":1:1: key \"name\" is missing, and \"my shop\" cannot be a container's name");
    }

    @Test
    void a_command_and_a_log_can_replace_those_of_the_file() throws Exception {
        Definition definition = read("schema: 1\nrootfs: host\nconsole: {log: {file: none}}\n");

        Definition changed = definition.withCommand(List.of("/bin/true")).withConsoleLog(Path.of("/tmp/log"));

        assertThat(definition.console().log().enabled()).isFalse();
        assertThat(changed.process().command()).containsExactly("/bin/true");
        assertThat(changed.console().log().enabled()).isTrue();
        assertThat(changed.console().log().file()).contains(Path.of("/tmp/log"));
    }

    private Definition read(String text) throws Exception {
        return new DefinitionReader(new LocalDefinitionFiles()).read(write(text));
    }

    private List<String> problems(String text) throws IOException {
        Path file = write(text);
        return new DefinitionReader(new LocalDefinitionFiles())
                .lint(file).stream()
                        .map(problem ->
                                problem.toString().substring(file.toString().length() + 1))
                        .toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("web.yaml"), text);
    }
}
