package dev.cleat.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Problem;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongValuesTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "schema | 2 | schema: \"2\" is not a version this Cleat knows | 1",
                "schema | [1] | schema: must be 1, not a list |",
                "name | a/b | name: \"a/b\" is not a name (letters, digits, _ . -, beginning with a letter or digit, at most 64) |",
                "name | `\"web\\nup\"` | name: \"web\\u000aup\" contains a control character |",
                "name | .hidden | name: \".hidden\" is not a name (letters, digits, _ . -, beginning with a letter or digit, at most 64) |",
                "description | `\"two\\nlines\"` | description: \"two\\u000alines\" contains a control character |",
                "labels | 5 | labels: must be a map, as {NAME: VALUE}, not a single value |",
                "labels.a | [] | labels.a: must be text, not a list |",
                "hostname | a_b | hostname: \"a_b\" is not a host name (letters, digits, . -, at most 64) |",
                "hostname | `\"a\\u0000\"` | hostname: \"a\\u0000\" contains a control character |",
                "rootfs | hst | rootfs: \"hst\" is not host, dir:PATH or overlay:LOWER:UPPER | host",
                "rootfs | /srv/web | rootfs: \"/srv/web\" is not host, dir:PATH or overlay:LOWER:UPPER | dir:/srv/web",
                "rootfs | zfs:tank/web | rootfs: \"zfs:tank/web\" is not supported by this version of Cleat yet |",
                "rootfs | overlay:lower | rootfs: \"overlay:lower\" needs a lower and an upper directory, overlay:LOWER:UPPER |",
                "rootfs | `\"dir:\"` | rootfs: \"dir:\" is not a path |",
                "rootfs | `\"dir:/a\\u001b[2J\"` | rootfs: \"dir:/a\\u001b[2J\" contains a control character |",
                "rootfs.source | 7 | rootfs.source: \"7\" is not host, dir:PATH or overlay:LOWER:UPPER |",
                "rootfs.readonly | yes | rootfs.readonly: \"yes\" is not true or false |",
                "rootfs.writable | dirct | rootfs.writable: \"dirct\" is not direct, tmpfs or dir:PATH | direct",
                "rootfs.writableSize | 0% | rootfs.writableSize: \"0%\" is not a percentage from 1% to 100% |",
                "rootfs.writableSize | big | rootfs.writableSize: \"big\" is neither a size (as 512M) nor a percentage (as 12%) |",
                "process.command | /bin/sh -c ls | process.command: must be a list, not a single value; write [program, argument, ...], there is no shell to split it |",
                "process.command | [~] | process.command[0]: must be text, not nothing |",
                "process.command | [\"\"] | process.command: the program's name is empty |",
                "process.cwd | home | process.cwd: \"home\" must begin with / (a path in the container) |",
                "process.cwd | /a/../b | process.cwd: \"/a/../b\" must not contain .. |",
                "process.env | [A=1] | process.env: must be a map, as {NAME: VALUE}, not a list |",
                "process.env.A | `\"\\u0000\"` | process.env.A: \"\\u0000\" contains a NUL character |",
                "process.user | 1x | process.user: \"1x\" is neither an id from 0 to 4294967294 nor a name |",
                "process.user | -1 | process.user: \"-1\" is neither an id from 0 to 4294967294 nor a name |",
                "process.user | 4294967295 | process.user: \"4294967295\" is neither an id from 0 to 4294967294 nor a name |",
                "process.user | `\"1:\"` | process.user: \"1:\" is neither an id from 0 to 4294967294 nor a name |",
                "process.terminal | on | process.terminal: \"on\" is not true or false |",
                "process.umask | 98 | process.umask: \"98\" is not an octal number from 0 to 0777 |",
                "process.umask | 01000 | process.umask: \"01000\" is not an octal number from 0 to 0777 |",
                "process.additionalGroups | 5 | process.additionalGroups: must be a list, not a single value |",
                "namespaces.mount | privat | namespaces.mount: \"privat\" is not one of host, private | private",
                "namespaces.pid | 1 | namespaces.pid: \"1\" is not one of host, private |",
                "namespaces.uts | [] | namespaces.uts: must be one of host, private, not a list |",
                "namespaces.ipc | hosts | namespaces.ipc: \"hosts\" is not one of host, private | host",
                "namespaces.net | none | namespaces.net: \"none\" is not one of host, private |",
                "namespaces.user | auto | namespaces.user: \"auto\" is not one of host, private |",
                "namespaces.cgroup | own | namespaces.cgroup: \"own\" is not one of host, private |",
                "namespaces.time | now | namespaces.time: \"now\" is not one of host, private |",
                "mounts | {} | mounts: must be a list, not a map |",
                "mounts[0].type | bnd | mounts[0].type: \"bnd\" is not one of bind, tmpfs | bind",
                "mounts[0].source | `\"\"` | mounts[0].source: \"\" is not a path |",
                "mounts[0].target | data | mounts[0].target: \"data\" must begin with / (a path in the container) |",
                "mounts[0].options | ro | mounts[0].options: must be a list, not a single value |",
                "mounts[0].propagation | rslav | mounts[0].propagation: \"rslav\" is not one of private, rprivate, rshared, rslave, runbindable, shared, slave, unbindable | rslave",
                "mounts[0].onMissingSource | create | mounts[0].onMissingSource: \"create\" is not one of create-dir, error, skip |",
                "mounts[0].onMissingTarget | ignore | mounts[0].onMissingTarget: \"ignore\" is not one of create, create-dir, create-file, error, skip |",
                "autoMounts.proc | ro | autoMounts.proc: \"ro\" is not one of mixed, off, rw | rw",
                "autoMounts.sys | auto | autoMounts.sys: \"auto\" is not one of mixed, off, ro, rw |",
                "autoMounts.cgroup | mixed | autoMounts.cgroup: \"mixed\" is not one of auto, off, ro, rw |",
                "autoMounts.dev | false | autoMounts.dev: \"false\" is not supported by this version of Cleat yet: the container console needs it |",
                "autoMounts.devpts | false | autoMounts.devpts: \"false\" is not supported by this version of Cleat yet: the container console needs it |",
                "autoMounts.shm | 0 | autoMounts.shm: \"0\" is too small: at least 1 bytes |",
                "autoMounts.mqueue | 2 | autoMounts.mqueue: \"2\" is not true or false |",
                "maskedPaths | none | maskedPaths: \"none\" is neither a list nor the word default |",
                "maskedPaths | [proc] | maskedPaths[0]: \"proc\" must begin with / (a path in the container) |",
                "readonlyPaths | defalt | readonlyPaths: \"defalt\" is neither a list nor the word default | default",
                "security.capabilities.drop | all | security.capabilities.drop: must be a list, not a single value |",
                "security.capabilities.keep | nothing | security.capabilities.keep: \"nothing\" is neither a list nor the word all or default or none |",
                "security.capabilities.keep | [NET_ADMN] | security.capabilities.keep[0]: \"NET_ADMN\" is not a capability | NET_ADMIN",
                "security.capabilities.add | [cap_sys_amin] | security.capabilities.add[0]: \"cap_sys_amin\" is not a capability | CAP_SYS_ADMIN",
                "security.noNewPrivileges | 1 | security.noNewPrivileges: \"1\" is not true or false |",
                "resources.memory.limit | 12x | resources.memory.limit: \"12x\" is not a size (as 512M or 2G) |",
                "resources.memory.limit | 1K | resources.memory.limit: \"1K\" is too small: at least 4096 bytes |",
                "resources.memory.high | -1 | resources.memory.high: \"-1\" is not a size (as 512M or 2G) |",
                "resources.memory.low | 1.5G | resources.memory.low: \"1.5G\" is not a size (as 512M or 2G) |",
                "resources.memory.swap | max | resources.memory.swap: \"max\" is not a size (as 512M or 2G) |",
                "resources.memory.limit | 99999999999G | resources.memory.limit: \"99999999999G\" is not a size (as 512M or 2G) |",
                "resources.cpu.quota | 5%0 | resources.cpu.quota: \"5%0\" is neither a share (as 150%) nor microseconds |",
                "resources.cpu.quota | 999 | resources.cpu.quota: less than the kernel's smallest, 1000 microseconds in a period |",
                "resources.cpu.period | 10 | resources.cpu.period: \"10\" is not a whole number from 1000 to 1000000 |",
                "resources.cpu.weight | 0 | resources.cpu.weight: \"0\" is not a whole number from 1 to 10000 |",
                "resources.cpu.shares | 1 | resources.cpu.shares: \"1\" is not a whole number from 2 to 262144 |",
                "resources.cpu.cpus | 3-1 | resources.cpu.cpus: \"3-1\" is not a list (as 0-3,6) |",
                "resources.cpu.mems | `0,` | resources.cpu.mems: \"0,\" is not a list (as 0-3,6) |",
                "resources.pids | many | resources.pids: \"many\" is not a whole number from 1 to 4194304 |",
                "console.log.file | `\"a\\nb\"` | console.log.file: \"a\\u000ab\" contains a control character |",
                "console.log.maxSize | 1 | console.log.maxSize: \"1\" is too small: at least 4096 bytes |",
                "console.log.keep | 101 | console.log.keep: \"101\" is not a whole number from 0 to 100 |",
                "console.buffer | 1G | console.buffer: \"1G\" is too large: at most 16777216 bytes |",
                "signals.halt | SIGTRM | signals.halt: \"SIGTRM\" is not a signal (as TERM or SIGRTMIN+3) | SIGTERM",
                "signals.halt | 65 | signals.halt: \"65\" is not a signal (as TERM or SIGRTMIN+3) |",
                "stop.timeout | 1y | stop.timeout: \"1y\" is not a time (as 10s, 500ms or 2m) |",
                "stop.action | kil | stop.action: \"kil\" is not one of halt, halt-then-kill, kill | kill",
            })
    void a_wrong_value_is_told_with_its_place(String path, String value, String message, String suggestion)
            throws IOException {
        Document document = Document.of(path, value);

        List<Problem> problems = lint(document.text());

        int column = document.column() + offset(value, message, path);
        assertThat(problems)
                .contains(new Problem(file(), document.line(), column, message, Optional.ofNullable(suggestion)));
    }

    @Test
    void every_key_of_the_table_has_a_wrong_value_here() throws NoSuchMethodException {
        Set<String> tested = rows().map(row -> row.split("\\|")[0].strip().replace("[0]", "[]"))
                .collect(Collectors.toSet());
        tested.removeIf(path -> path.startsWith("rootfs."));

        Set<String> keys = new TreeSet<>();
        collect(DefinitionKeys.DEFINITION, "", keys);

        keys.removeAll(tested);
        assertThat(keys).isEmpty();
    }

    private static Stream<String> rows() throws NoSuchMethodException {
        Method test = WrongValuesTest.class.getDeclaredMethod(
                "a_wrong_value_is_told_with_its_place", String.class, String.class, String.class, String.class);
        return Stream.of(test.getAnnotation(CsvSource.class).value());
    }

    private static void collect(Section<?> section, String prefix, Set<String> keys) {
        for (Key<?> key : section.keys()) {
            if (key.type() instanceof Section<?> below) {
                collect(below, prefix + key.name() + ".", keys);
            } else if (key.type() instanceof ListOf<?> list && list.item() instanceof Section<?> item) {
                collect(item, prefix + key.name() + "[].", keys);
            } else {
                keys.add(prefix + key.name());
            }
        }
    }

    /** A problem of a list's item stands at the item. */
    private static int offset(String value, String message, String path) {
        return value.startsWith("[") && message.startsWith(path + "[0]") ? 1 : 0;
    }

    private List<Problem> lint(String text) throws IOException {
        Files.writeString(file(), text);
        return new DefinitionReader(new LocalDefinitionFiles()).lint(file());
    }

    private Path file() {
        return directory.resolve("web.yaml");
    }

    /** A definition with one key, in block style, so that line and column can be told without a parser. */
    private record Document(String text, int line, int column) {
        static Document of(String path, String value) {
            StringBuilder text = new StringBuilder("# a definition\n");
            String[] parts = path.split("\\.");
            int depth = 0;
            for (int i = 0; i < parts.length - 1; i++) {
                boolean isItem = parts[i].endsWith("[0]");
                text.append("  ".repeat(depth))
                        .append(parts[i].replace("[0]", ""))
                        .append(":\n");
                depth++;
                if (isItem) {
                    text.append("  ".repeat(depth)).append("-\n");
                    depth++;
                }
            }
            String key = parts[parts.length - 1];
            text.append("  ".repeat(depth))
                    .append(key)
                    .append(": ")
                    .append(value)
                    .append('\n');
            int line = (int) text.chars().filter(c -> c == '\n').count();
            return new Document(text.toString(), line, 2 * depth + key.length() + 3);
        }
    }
}
