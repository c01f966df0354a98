package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator keeps in files of his own, and several containers at once, in tmux. Needs root and tmux. */
class OperatorFilesIT {

    private static final Path HELLO = PackageDirection.inModule("../sample-configs/hello.yaml")
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    private Tmux tmux;

    @BeforeEach
    void open() throws Exception {
        for (String name : new String[] {"files-it-a", "files-it-b"}) {
            Path stored = Files.createDirectories(folder.resolve("lib").resolve(name));
            String hello = Files.readString(HELLO).replace("name: hello", "name: " + name);
            Files.writeString(stored.resolve("container.yaml"), hello);
        }
        tmux = new Tmux(folder, 120, 30);
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        tmux.cleat("stop", "-k", "files-it-a");
        tmux.cleat("stop", "-k", "files-it-b");
        tmux.close();
    }

    @Test
    void a_wrong_keys_file_is_refused_and_a_right_one_obeyed() throws Exception {
        Path keys = Files.createDirectories(folder.resolve("config/cleat")).resolve("keys.yaml");
        Files.writeString(keys, "keys:\n  stopp: F8\n  kill: a\n");
        tmux.console("; echo status $?");
        String refusal = tmux.await("status 64");
        assertThat(refusal.replace("\n", ""))
                .contains("keys.yaml:2:3: unknown action \"stopp\" (did you mean \"stop\"?)")
                .contains("keys.yaml:3:9: \"a\" means \"attach\" already");

        Files.writeString(keys, "keys:\n  help: F8\n");
        tmux.console();
        tmux.await("F8 help");
        tmux.keys("F8");
        tmux.await("Keys of: Containers");
        tmux.keys("Escape", "q");
        tmux.awaitShell();
    }

    @Test
    void how_the_list_was_looked_at_is_known_again() throws Exception {
        tmux.cleat("start", "files-it-a");
        tmux.console();
        tmux.await("RUNNING");
        tmux.keys("w");
        tmux.await("CPU/LIM");
        tmux.keys(":");
        tmux.type("theme light");
        tmux.keys("Enter");
        tmux.await("theme light");
        tmux.keys("q");
        tmux.awaitShell();

        tmux.console();
        tmux.await("CPU/LIM");
        tmux.keys(":", "Up");
        tmux.await(":theme light");
        tmux.keys("Escape", "q");
        tmux.awaitShell();
    }

    @Test
    void marked_containers_are_stopped_together() throws Exception {
        tmux.cleat("start", "files-it-a");
        tmux.cleat("start", "files-it-b");
        tmux.console();
        tmux.await("q quit");
        tmux.keys("/");
        tmux.type("name:^files-it state:run");
        tmux.keys("Enter");
        tmux.await("● RUNNING");
        tmux.keys("*", "t");
        tmux.await("Stop 2 containers");
        tmux.keys("y");
        tmux.await("files-it-a, files-it-b stopped");
        tmux.keys("q");
        tmux.awaitShell();
        assertThat(tmux.cleat("ls", "-1", "--ours")).isEmpty();
    }

    @Test
    void the_editor_has_the_terminal_and_what_it_wrote_is_checked() throws Exception {
        Path editor = folder.resolve("editor");
        Files.writeString(editor, "#!/bin/sh\necho edits\nread line\necho \"$line: 1\" >> \"$1\"\n");
        assertThat(editor.toFile().setExecutable(true)).isTrue();
        tmux.command("export EDITOR=" + editor + "; stty -a > " + folder.resolve("before"));
        tmux.console("; echo left");
        tmux.await("q quit");
        tmux.keys("5");
        tmux.await("VALID");
        tmux.keys("/");
        tmux.type("name:files-it-a");
        tmux.keys("Enter", "e");
        tmux.await("edits");
        tmux.type("bogus\r");
        tmux.await("1 to repair");
        tmux.await("unknown key \"bogus\"");
        tmux.keys("q", "q", "q");
        tmux.await("\nleft\nready$"); // an older prompt shows before the console has given the terminal back
        tmux.command("stty -a > " + folder.resolve("after") + "; echo written");
        tmux.await("\nwritten");
        assertThat(Files.readString(folder.resolve("after"))).isEqualTo(Files.readString(folder.resolve("before")));
    }

    @Test
    void a_command_of_the_operators_own_has_the_terminal_and_gives_it_back() throws Exception {
        Path commands = Files.createDirectories(folder.resolve("config/cleat")).resolve("commands.yaml");
        Files.writeString(
                commands,
                "commands:\n"
                        + "- {name: talk, key: F6, command: [sh, -c, 'echo \"to $1\"; read answer; echo \"said $answer\"',"
                        + " sh, \"{name}\"], terminal: true}\n"
                        + "- {name: show, key: F7, command: [ls, -l, \"/proc/{pid}/exe\"]}\n"
                        + "- {name: ask, key: F8, command: [sleep, \"1000\"]}\n");
        tmux.cleat("start", "files-it-a");
        tmux.command("stty -a > " + folder.resolve("before"));
        tmux.console("; echo left");
        tmux.await("q quit");
        tmux.keys("/");
        tmux.type("name:^files-it-a");
        tmux.keys("Enter");
        tmux.await("RUNNING");
        tmux.keys("F6");
        tmux.await("to files-it-a");
        tmux.type("hello\r");
        tmux.await("-- exit status 0 -- press a key");
        assertThat(tmux.screen()).contains("said hello");
        tmux.keys("x");
        tmux.await("talk: exit status 0");

        tmux.keys("F7");
        tmux.await("exit status 0");
        tmux.await("/exe ->");
        tmux.keys("q", "F8");
        tmux.await("Running ask");
        tmux.keys("C-c");
        tmux.await("exit status 143");
        tmux.keys("8");
        tmux.await("ask");
        tmux.keys("q", "q");
        tmux.await("\nleft\nready$");
        tmux.command("stty -a > " + folder.resolve("after") + "; echo written");
        tmux.await("\nwritten");
        assertThat(Files.readString(folder.resolve("after"))).isEqualTo(Files.readString(folder.resolve("before")));
    }

    @Test
    void what_is_copied_is_in_the_buffer_of_the_tmux_around() throws Exception {
        tmux.cleat("start", "files-it-a");
        tmux.command("export TMUX=" + tmux.value("#{socket_path}") + ",0,0");
        tmux.console();
        tmux.await("q quit");
        tmux.keys("/");
        tmux.type("name:^files-it-a");
        tmux.keys("Enter");
        tmux.await("RUNNING");
        tmux.keys("c", "n");
        tmux.await("copied: files-it-a");
        tmux.awaitBuffer("files-it-a");
        tmux.keys("q");
        tmux.awaitShell();
    }
}
