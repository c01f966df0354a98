package dev.cleat.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hooks that init runs on its way. */
@Timeout(60)
class StagedHooksIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private StagedContainer container;
    private Path printed;

    @BeforeEach
    void a_container() throws Exception {
        container = new StagedContainer(directory);
        printed = directory.resolve("printed");
        container.hookOutput = Optional.of(Fd.open(printed, Fd.O_WRONLY | Fd.O_CREAT | Fd.O_APPEND, 0600));
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        container.hookOutput.ifPresent(Fd::close);
        container.close();
    }

    @Test
    void each_point_is_where_it_says() throws Exception {
        String root = container.rootfs.toString();
        container
                .hook(
                        Point.PRE_MOUNT,
                        true,
                        LONG,
                        "/bin/sh",
                        "-c",
                        "echo 1 $LXC_NAME $LXC_HOOK_TYPE; grep -c ' " + root + "/dev ' /proc/self/mountinfo; true")
                .hook(
                        Point.MOUNT,
                        true,
                        LONG,
                        "/bin/sh",
                        "-c",
                        "echo 2; grep -c ' " + root + "/dev ' /proc/self/mountinfo; mount -t tmpfs none " + root
                                + "/tmp")
                .hook(Point.AUTODEV, true, LONG, "/bin/sh", "-c", "mknod " + root + "/dev/mine p; echo 3")
                .hook(
                        Point.START,
                        true,
                        LONG,
                        "/bin/sh",
                        "-c",
                        "echo 4; test -p /dev/mine && readlink /proc/self/ns/mnt; touch /hooked")
                .shell("stat -f -c %T /tmp; ls /dev; exec sleep 1000")
                .start();

        container.awaitLog("tmpfs\n");
        assertThat(printed)
                .hasContent("1 staged pre-mount\n0\n2\n1\n3\n4\n" + container.namespace(NamespaceType.MNT) + "\n");
        assertThat(container.rootfs.resolve("hooked")).exists();
        assertThat(container.steps)
                .containsSubsequence(
                        StageStep.RUN_PRE_MOUNT_HOOKS,
                        StageStep.MOUNT_ROOT,
                        StageStep.RUN_MOUNT_HOOKS,
                        StageStep.DROP_PRIVILEGES,
                        StageStep.RUN_START_HOOKS,
                        StageStep.EXECUTE_INIT);
    }

    @Test
    @Proves("S38")
    void a_start_hook_that_fails_ends_the_start_and_is_named_with_its_status() {
        container.hook(Point.START, true, LONG, "/bin/sh", "-c", "echo no; exit 3");

        assertThatThrownBy(container::start)
                .isInstanceOf(StageFailureException.class)
                .hasMessage("hook /bin/sh ended with status 3")
                .extracting(e -> ((StageFailureException) e).step())
                .isEqualTo(StageStep.RUN_START_HOOKS);
        assertThat(printed).hasContent("no\n");
    }

    @Test
    void a_program_that_is_not_there_and_one_that_is_killed_are_told_apart() throws Exception {
        container.hook(Point.START, true, LONG, "/no/such/hook");

        assertThatThrownBy(container::start)
                .hasMessage("hook /no/such/hook: ENOENT (no such file or directory)")
                .extracting(e -> ((StageFailureException) e).errno())
                .isEqualTo(Errno.ENOENT);
        container.close();
        try (StagedContainer other = new StagedContainer(directory.resolve("other"))) {
            other.hook(Point.PRE_MOUNT, true, LONG, "/bin/sh", "-c", "kill -9 $$");
            assertThatThrownBy(other::start).hasMessage("hook /bin/sh was killed by signal 9");
        }
    }

    @Test
    void a_hook_that_takes_too_long_is_killed_with_all_that_it_started() throws Exception {
        Path pid = directory.resolve("pid");
        container.hook(
                Point.PRE_MOUNT,
                true,
                Duration.ofMillis(300),
                "/bin/sh",
                "-c",
                "sleep 1000 & echo $! >" + pid + "; wait");

        assertThatThrownBy(container::start).hasMessage("hook /bin/sh was killed after 300ms");

        assertThat(pid).exists();
    }

    @Test
    @Proves({"S10", "S37"})
    void a_hook_that_only_warns_and_one_that_leaves_a_child_behind_do_not_stop_the_container() throws Exception {
        container
                .hook(Point.START, false, LONG, "/bin/sh", "-c", "exit 4")
                .hook(Point.START, true, LONG, "/bin/sh", "-c", "(sleep 0.2; exit 5) & echo left")
                .shell("trap 'exit 6' USR1; echo up; while :; do sleep 0.1; done")
                .start();

        container.awaitLog("up\n");
        assertThat(printed).hasContent("hook /bin/sh (start) ended with status 4\nleft\n");
        Awaiting.until(
                "the child of the hook is gone",
                () -> Files.readString(Path.of("/proc/" + container.init() + "/task/" + container.init() + "/children"))
                        .strip()
                        .matches("[0-9]*"));
        container.signalKeeper(10);
        assertThat(container.awaitEnd()).contains("\"exitCode\":6");
    }
}
