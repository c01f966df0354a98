package dev.cleat.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Runtime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RuntimeStateTest {
    @TempDir
    Path root;

    @Test
    void runc_and_crun_name_the_container_of_an_init() throws IOException {
        file("run/runc/web/state.json", "{\"id\":\"web\",\"config\":{\"pid\":1},\"init_process_pid\":4711}");
        file("run/crun/db/status", "{\"pid\" : 4712, \"bundle\" : \"/x\"}");

        var state = new RuntimeState(root);

        assertThat(state.ofInit(4711)).contains(Identity.of(Runtime.RUNC, "web"));
        assertThat(state.ofInit(4712)).contains(Identity.of(Runtime.CRUN, "db"));
        assertThat(state.ofInit(1)).isEmpty();
    }

    @Test
    void docker_s_name_loses_its_slash() throws IOException {
        file("var/lib/docker/containers/ab12/config.v2.json", "{\"State\":{\"Name\":\"no\"},\"Name\":\"/happy_cat\"}");

        assertThat(new RuntimeState(root).dockerName("ab12")).contains("happy_cat");
        assertThat(new RuntimeState(root).dockerName("cd34")).isEmpty();
    }

    @Test
    void a_container_of_a_pod_is_named_after_both() throws IOException {
        file(
                "run/containerd/io.containerd.runtime.v2.task/k8s.io/ab12/config.json",
                "{\"process\":{\"env\":[]},\"annotations\":{\"io.kubernetes.cri.container-name\":\"app\","
                        + "\"io.kubernetes.cri.sandbox-name\":\"web-0\"}}");

        assertThat(new RuntimeState(root).containerdName("ab12")).contains("web-0/app");
    }

    @Test
    void a_broken_or_half_written_file_names_nobody() throws IOException {
        file("run/runc/web/state.json", "{\"id\":\"web\",\"init_pro");
        file("run/runc/api/state.json", "[]");
        file("run/runc/empty/state.json", "");

        assertThat(new RuntimeState(root).ofInit(47)).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_pipe_in_a_file_s_place_is_not_waited_for() throws Exception {
        Path directory = Files.createDirectories(root.resolve("var/lib/docker/containers/ab12"));
        new ProcessBuilder("mkfifo", directory.resolve("config.v2.json").toString())
                .start()
                .waitFor();

        assertThat(new RuntimeState(root).dockerName("ab12")).isEmpty();
    }

    @Test
    void a_container_started_later_is_known_after_forgetting() throws IOException {
        var state = new RuntimeState(root);
        state.ofInit(4711);
        file("run/runc/web/state.json", "{\"init_process_pid\":4711}");

        state.forget();

        assertThat(state.ofInit(4711)).isPresent();
    }

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
