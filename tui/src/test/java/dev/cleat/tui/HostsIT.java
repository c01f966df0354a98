package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import dev.cleat.engine.testing.Awaiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console on several hosts, which are one machine with an sshd of our own and two Cleats with directories of their own. */
class HostsIT {

    private static final Path LAUNCHER =
            PackageDirection.inModule("../cleat").toAbsolutePath().normalize();
    private static final Path HELLO = PackageDirection.inModule("../sample-configs/hello.yaml")
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    private Sshd sshd;
    private Tmux tmux;

    @BeforeEach
    void two_hosts_with_a_container_each() throws Exception {
        sshd = new Sshd(folder, List.of("alpha", "beta", "strange"));
        for (String host : List.of("alpha", "beta")) {
            Path program = Files.createDirectories(folder.resolve(host)).resolve("cleat");
            script(
                    program,
                    "export CLEAT_BUILD=never CLEAT_CONFIG="
                            + folder.resolve(host).resolve("config.yaml")
                            + " CLEAT_PATH=" + folder.resolve(host).resolve("lib")
                            + " CLEAT_STATE=" + folder.resolve(host).resolve("run")
                            + "\nexec " + LAUNCHER + " \"$@\"");
            on(host, "create", "on-" + host, "-f", HELLO.toString());
        }
        tmux = new Tmux(folder, 110, 90);
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        tmux.close();
        for (String host : List.of("alpha", "beta")) {
            on(host, "stop", "-k", "on-" + host);
            assertThat(on(host, "ls", "-1", "--ours")).isEmpty();
        }
        sshd.close();
    }

    private static void script(Path file, String text) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        file.toFile().setExecutable(true);
    }

    private String on(String host, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve(host).resolve("cleat").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Other containers of the machine are there once for each host, and are left out. */
    private void console(String config) throws Exception {
        console(config, "on-");
    }

    private void console(String config, String filter) throws Exception {
        Path file = Files.writeString(folder.resolve("config.yaml"), config);
        tmux.command("export PATH=" + sshd.bin() + ":$PATH CLEAT_CONFIG=" + file);
        tmux.console();
        tmux.type("/" + filter);
        tmux.keys("Enter");
        tmux.await("/" + filter);
    }

    private String bothHosts() {
        return "hosts:\n- {name: alpha, cleat: %s/alpha/cleat}\n- {name: beta, cleat: %s/beta/cleat}\n"
                .formatted(folder, folder);
    }

    private void select(String name) throws Exception {
        tmux.keys("Escape");
        tmux.type("/" + name);
        tmux.keys("Enter");
        tmux.await("/" + name);
        Awaiting.until(name + " is there", () -> tmux.screen().matches("(?s).*\n " + name + " +(alpha|beta) .*"));
    }

    private void awaitState(String host, String state) throws Exception {
        Awaiting.until(
                "on-" + host + " is " + state,
                () -> on(host, "ls", "-a").matches("(?s).*on-" + host + " +" + state + ".*"));
    }

    @Test
    void hosts_are_one_list_and_what_is_done_is_done_on_the_right_one() throws Exception {
        console(bothHosts());
        assertThat(tmux.await("on-beta")).contains("HOST").containsPattern("on-beta +beta +\\S+ STO");
        tmux.await("on-alpha");

        select("on-alpha");
        tmux.keys("u");
        tmux.await("alpha:on-alpha runs");
        awaitState("alpha", "RUNNING");
        assertThat(on("beta", "ls", "-1", "--ours")).isEmpty();

        tmux.keys("p");
        awaitState("alpha", "FROZEN");
        tmux.await("FROZEN");
        tmux.keys("p");
        awaitState("alpha", "RUNNING");
        tmux.keys("Enter");
        tmux.await("Command");
        tmux.keys("Escape", "l");
        tmux.await("hello from on-alpha");
        tmux.keys("Escape", "t", "y");
        awaitState("alpha", "STOPPED");
    }

    @Test
    void an_attach_across_the_hop_is_recorded_here_and_the_detach_keys_leave_it_running_there() throws Exception {
        on("alpha", "start", "on-alpha");
        Path recordings = folder.resolve("recordings");
        console(bothHosts() + "recording: {policy: all, directory: " + recordings + "}\n");
        select("on-alpha");
        tmux.keys("a");
        tmux.await("root@on-alpha:");
        tmux.command("echo hi-$((6*7)); hostname");
        tmux.await("hi-42\non-alpha");
        tmux.resize(90, 25);
        tmux.command("until stty size | grep '25 90'; do :; done");
        tmux.await("\n25 90");

        tmux.keys("C-a", "q");
        tmux.await("it runs on");
        tmux.await("NAME");
        assertThat(on("alpha", "sessions", "--json")).contains("\"DETACHED\"").contains("\"ssh\"");
        String recorded = recording(recordings);
        assertThat(recorded).contains("alpha:on-alpha").contains("hi-42").contains("90x25");
    }

    private static String recording(Path recordings) throws Exception {
        try (Stream<Path> files = Files.list(recordings)) {
            Path cast = files.filter(file -> file.toString().endsWith(".cast"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(cast);
        }
    }

    @Test
    void a_host_that_goes_away_is_told_with_its_reason_and_comes_back_by_itself() throws Exception {
        console(bothHosts());
        tmux.await("on-alpha");
        tmux.await("on-beta");
        sshd.kill();
        assertThat(tmux.await("Connection refused")).contains("figures of").contains("on-alpha");
        tmux.keys("?");
        tmux.await("Keys of: Containers");
        tmux.keys("Escape");
        sshd.start();
        tmux.awaitGone("Connection refused");
        tmux.await("on-beta");
    }

    @Test
    void a_host_that_stops_answering_holds_up_nobody() throws Exception {
        console(bothHosts());
        tmux.await("on-alpha");
        tmux.await("on-beta");
        List<ProcessHandle> ends = sshd.servers();
        assertThat(ends).hasSize(2);
        signal("STOP", ends.get(0));
        try {
            tmux.await("does not answer");
            on("alpha", "start", "on-alpha");
            on("beta", "start", "on-beta");
            Awaiting.until(
                    "the other host is still read", () -> tmux.screen().matches("(?s).*on-(alpha|beta) .*RUN.*"));
            tmux.keys("?");
            tmux.await("Keys of: Containers");
            tmux.keys("Escape");
        } finally {
            signal("CONT", ends.get(0));
        }
        tmux.awaitGone("does not answer");
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    }

    @Test
    void a_cleat_of_another_language_and_a_host_without_one_are_told() throws Exception {
        script(folder.resolve("future"), "echo '{\"cleat\":\"9.9\",\"protocol\":7}'; cat >/dev/null");
        console("hosts:\n- {name: alpha, cleat: %s/future}\n- {name: beta, cleat: %s/nothing}\n"
                .formatted(folder, folder));
        tmux.await("runs cleat 9.9, this one 0.1.0");
        tmux.await("no Cleat there:");
        tmux.keys("q");
        tmux.awaitShell();
    }

    /** The name of a container is what a hostile host says it is: it is shown escaped, and handed on as one word. */
    @Test
    void what_a_hostile_host_says_neither_reaches_the_terminal_nor_a_shell() throws Exception {
        Path words = folder.resolve("words");
        Path never = folder.resolve("never");
        String name = "a'; touch " + never + " #\\u001b]0;owned\\u0007\\u202e";
        script(folder.resolve("evil"), """
                case $1 in internal-serve) ;; *) printf '%%s\\n' "$@" >%s; exit 0 ;; esac
                echo 'Welcome to this host!'
                echo '{"cleat":"0.1.0","protocol":1}'
                while read -r line; do
                    id=${line#*:}
                    printf '%%s\\n' '{"id":'${id%%%%,*}',"status":0,"errors":"","json":[%s]}'
                done
                """.formatted(
                        words,
                        container("b'; touch " + never + " #").replace("'", "'\\''") + ","
                                + container(name).replace("'", "'\\''")));
        console("hosts: [{name: strange, cleat: %s/evil}]\n".formatted(folder), "touch");
        tmux.await("b'; touch");
        assertThat(tmux.screen()).doesNotContain("\u202e");
        assertThat(tmux.value("#{pane_title}")).doesNotContain("owned");
        tmux.keys("Escape");
        tmux.type("/b'");
        tmux.keys("Enter", "a");
        Awaiting.until(
                "the words have come",
                () -> Files.exists(words) && Files.readString(words).contains("detach"));
        assertThat(Files.readString(words)).contains("--name=b'; touch " + never + " #\n");
        assertThat(never).doesNotExist();
        tmux.await("ended with status 0");
    }

    /** ssh to a jump host is a program of its own, which asks on whatever terminal it finds. */
    @Test
    void a_jump_host_that_is_not_known_yet_asks_nothing_on_the_screen_and_the_reason_is_told() throws Exception {
        sshd.configure("Host strange\n  ProxyJump beta\nHost beta\n  HostKeyAlias never-seen\n");
        console("hosts: [{name: strange, cleat: cleat}, {name: alpha, cleat: %s/alpha/cleat}]\n".formatted(folder));
        tmux.await("Host key verification failed");
        tmux.await("on-alpha");
        assertThat(tmux.screen()).doesNotContain("authenticity", "yes/no");
        tmux.keys("q");
        tmux.awaitShell();
    }

    /** Who has to type a password or a second factor has done so in another window. */
    @Test
    void a_connection_that_the_operator_has_open_already_is_the_one_that_is_used() throws Exception {
        Path socket = folder.resolve("master");
        sshd.configure("Host strange\n  ControlPath " + socket + "\n  ControlMaster auto\n");
        Process master = new ProcessBuilder(sshd.bin().resolve("ssh").toString(), "-N", "strange").start();
        try {
            Awaiting.until("the operator is logged in", () -> Files.exists(socket));
            sshd.configure("Host strange\n  IdentityFile none\n  PubkeyAuthentication no\n"); // no other login can do
            console("hosts: [{name: strange, cleat: %s/alpha/cleat}]\n".formatted(folder));
            tmux.await("on-alpha");
        } finally {
            master.destroy();
        }
    }

    /** It runs here, and goes there by itself: with the same ssh, and a name that the shell there takes for one word. */
    @Test
    void a_command_of_the_operators_own_for_any_host_reaches_each_of_the_marked_over_ssh() throws Exception {
        Files.writeString(
                folder.resolve("commands.yaml"),
                "commands:\n- {name: over, key: F6, hosts: any, command: [ssh, '{host}',"
                        + " 'printf \"name=%s over=%s\\n\" {name:sh} \"${SSH_CONNECTION:+ssh}\"']}\n"
                        + "- {name: here, key: F7, command: [echo, '{name}']}\n");
        console(bothHosts());
        tmux.await("on-alpha");
        tmux.await("on-beta");
        tmux.keys("*");
        tmux.await("2 marked");
        tmux.keys("F7");
        tmux.await("here is for containers of this host");
        tmux.keys("F6");
        tmux.await("y run");
        tmux.keys("y");
        tmux.await("name=on-beta over=ssh");
        assertThat(tmux.screen())
                .contains("name=on-alpha over=ssh", "exit status 0")
                .contains("$ ssh alpha")
                .contains("$ ssh beta");
    }

    private void runs() throws Exception {
        on("alpha", "start", "on-alpha");
        console(bothHosts());
        select("on-alpha");
        Awaiting.until("it runs", () -> tmux.screen().matches("(?s).*on-alpha +alpha +\\S+ RUN.*"));
    }

    @Test
    void a_shell_on_another_host_works_in_the_pane_is_left_running_and_come_back_to() throws Exception {
        runs();
        tmux.keys("A");
        tmux.await("root@on-alpha:");
        tmux.command("echo $TERM hi-$((6*7)); stty size");
        assertThat(tmux.await("xterm-256color hi-42")).contains("53 110", "NAME");
        String ground = "IFS= read -rsd $'\\a' -p $'\\033]11;?\\a' rgb; echo; printf 'ground-%s.\\n' \"${rgb#??}\"";
        tmux.command(ground);
        tmux.await("ground-11;rgb:1616/1818/1d1d.");
        tmux.resize(110, 40);
        tmux.command("until stty size | grep '23 110'; do :; done");
        tmux.await("\n23 110");

        tmux.keys("C-a", "q");
        tmux.await("left; it runs on, and is in the list of sessions");
        Awaiting.until(
                "nobody is at it", () -> on("alpha", "sessions", "--json").contains("\"DETACHED\""));
        tmux.keys("7");
        tmux.await("alpha:on-alpha");
        tmux.keys("A");
        tmux.await("ground-11");
        tmux.command("echo again-$((6*7))");
        tmux.await("again-42");
        tmux.keys("C-a", "q");
        tmux.await("left; it runs on, and is in the list of sessions");
    }

    @Test
    void a_stop_on_another_host_is_called_back_and_the_container_runs_on() throws Exception {
        runs();
        on("alpha", "kill", "on-alpha", "STOP"); // its init hears of no other signal until CONT
        tmux.keys("t", "y");
        tmux.await("Ctrl-C leaves it running");
        tmux.keys("C-c");
        tmux.await("is left to end or to run on");
        assertThat(on("alpha", "ls", "-1", "--ours")).isEqualTo("on-alpha\n");
    }

    /** What is on another host is looked at there. */
    @Test
    void the_tabs_of_a_far_container_show_what_is_there() throws Exception {
        runs();
        tmux.keys("Enter");
        tmux.await("Command");
        tmux.keys("Tab", "Tab", "Tab");
        tmux.await("pids.max");
        tmux.keys("Tab");
        tmux.await("overlay");
    }

    private Path runtimeDirectory() throws Exception {
        Path directory = Files.createDirectories(folder.resolve("rt"));
        tmux.command("export XDG_RUNTIME_DIR=" + directory);
        return directory;
    }

    private static List<Path> filesIn(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !Files.isDirectory(file)).toList();
        }
    }

    @Test
    void what_was_recorded_there_is_played_and_read_here_and_nothing_of_it_stays() throws Exception {
        Files.writeString(
                folder.resolve("alpha/config.yaml"),
                "recording: {policy: all, directory: " + folder.resolve("alpha/rec") + "}\n");
        on("alpha", "start", "on-alpha");
        on("alpha", "attach", "on-alpha", "--", "echo", "heard there");
        Path directory = runtimeDirectory();
        console(bothHosts() + "recording: {directory: " + folder.resolve("here") + "}\n");
        tmux.await("on-alpha");
        tmux.keys("7");
        Awaiting.until("it is listed", () -> tmux.screen().matches("(?s).*alpha:on-alpha.*echo heard there.*"));
        tmux.keys("Enter");
        tmux.await("heard there");
        assertThat(tmux.value("#{pane_title}")).doesNotContain("/rt/");
        tmux.keys("q");
        tmux.await("played");
        tmux.keys("o");
        tmux.await("heard there");
        Awaiting.until(
                "no copy is left",
                () -> filesIn(directory).stream()
                        .noneMatch(file -> file.getFileName().toString().startsWith("f")));
    }

    @Test
    void columns_that_cost_something_are_told_of_other_hosts_as_well() throws Exception {
        on("alpha", "start", "on-alpha");
        on("beta", "start", "on-beta");
        on("beta", "stop", "-k", "on-beta");
        console(bothHosts());
        tmux.resize(600, 30);
        tmux.keys("w");
        tmux.await("signal 9");
        Awaiting.until("how it ended", () -> tmux.screen().matches("(?s).*on-beta +beta .*signal 9.*"));
        Awaiting.until("its ids", () -> tmux.screen().matches("(?s).*on-alpha +alpha .*as the host.*"));
    }

    @Test
    void of_one_that_never_ran_there_its_definition_is_shown() throws Exception {
        console(bothHosts());
        tmux.await("on-beta");
        select("on-beta");
        tmux.keys("Enter");
        tmux.await("STOPPED");
        assertThat(tmux.screen()).doesNotContain("no container");
        tmux.keys("Tab", "Tab", "Tab", "Tab", "Tab");
        tmux.await("it was not started since the host booted");
        tmux.await("rootfs:");
    }

    @Test
    void a_console_that_is_hung_up_while_ssh_connects_leaves_nothing_behind() throws Exception {
        sshd.configure("Host strange\n  ProxyCommand sleep 1000\n");
        Path directory = runtimeDirectory();
        console("hosts: [strange]\n", "x");
        tmux.await("connecting");
        assertThat(directory).isNotEmptyDirectory();
        assertThat(sshd.clients()).isNotEmpty();
        signal("HUP", ProcessHandle.of(tmux.foregroundPid()).orElseThrow());
        Awaiting.until(
                "all is gone",
                () -> filesIn(directory).isEmpty()
                        && directory.toFile().list().length == 0
                        && sshd.clients().isEmpty());
    }

    /** Before anything of the console is there but what ssh needs. */
    @Test
    void a_console_that_is_hung_up_at_once_leaves_nothing_behind_either() throws Exception {
        sshd.configure("Host strange\n  ProxyCommand sleep 1000\n");
        Path directory = runtimeDirectory();
        tmux.command("export PATH=" + sshd.bin() + ":$PATH");
        for (int i = 0; i < 3; i++) {
            tmux.console("ui", "--host", "strange");
            Awaiting.until("it has begun", () -> directory.toFile().list().length > 0);
            signal("HUP", ProcessHandle.of(tmux.foregroundPid()).orElseThrow());
            Awaiting.until(
                    "all is gone",
                    () -> directory.toFile().list().length == 0
                            && sshd.clients().isEmpty());
            tmux.command("clear");
            tmux.awaitShell();
        }
    }

    private static String container(String name) {
        return "{\"name\":\"" + name + "\",\"state\":\"RUNNING\",\"pid\":7,\"runtime\":\"cleat\",\"sessions\":0}";
    }

    @Test
    void an_endless_answer_is_given_up() throws Exception {
        script(folder.resolve("flood"), "echo '{\"cleat\":\"0.1.0\",\"protocol\":1}'; tr '\\0' ' ' </dev/zero");
        console("hosts: [{name: strange, cleat: %s/flood}]\n".formatted(folder));
        tmux.await("what it answers cannot be read");
        tmux.keys("q");
        tmux.awaitShell();
    }

    /** The console has memory for some thousand containers; hosts that tell of more may not end it. */
    @Test
    void hosts_that_tell_more_than_there_is_memory_for_are_told_and_the_others_go_on() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 4900; i++) {
            all.append(i == 0 ? "" : ",").append(container("c" + i + "x".repeat(700)));
        }
        Path list = Files.writeString(folder.resolve("list"), "[" + all + "]");
        script(folder.resolve("many"), """
                echo '{"cleat":"0.1.0","protocol":1}'
                while read -r line; do
                    id=${line#*:}
                    printf '%%s' '{"id":'${id%%%%,*}',"status":0,"errors":"","json":'
                    cat %s
                    echo '}'
                done
                """.formatted(list));
        String many = folder.resolve("many").toString();
        console(
                "hosts:\n- {name: alpha, cleat: %s/alpha/cleat}\n- {name: strange, cleat: %s}\n- {name: strange2, ssh: strange, cleat: %s}\n"
                        .formatted(folder, many, many),
                "on-alpha");
        tmux.await("it tells more than there is room for beside the other hosts");
        tmux.await("on-alpha");
        tmux.keys("?");
        tmux.await("Keys of: Containers");
        tmux.keys("Escape");
    }
}
