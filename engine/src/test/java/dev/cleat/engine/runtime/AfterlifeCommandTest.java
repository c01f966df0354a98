package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of the JVM that a keeper becomes: nobody would see that one refuse them. */
class AfterlifeCommandTest {

    /** With -Xshare of any kind, a Java that knows AOTCache does not begin (JEP 483). */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:AOTCache=/none", "-XX:SharedArchiveFile=/none"})
    void this_java_begins_with_the_archive_of_a_launcher(String archive) throws Exception {
        boolean hasCaches = Runtime.version().feature() >= 25;
        List<String> launcher = List.of(
                "java", "-XX:+UseSerialGC", "-Xlog:disable", archive, "-Xshare:auto", "-jar", "cleat.jar", "start");
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!hasCaches) {
            line.add("-XX:+IgnoreUnrecognizedVMOptions");
        }
        line.addAll(AfterlifeCommand.options(launcher));
        line.add("-version");

        Process java = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(said).isZero();
        assertThat(line).contains(archive);
    }

    @Test
    void what_a_launcher_writes_or_listens_to_is_not_done_again() {
        assertThat(AfterlifeCommand.options(List.of(
                        "java",
                        "-XX:AOTCacheOutput=/x",
                        "-Xmx1g",
                        "-agentlib:jdwp",
                        "-cp",
                        "a",
                        "-Dkept=1",
                        "Main",
                        "-Dno=1")))
                .containsOnlyOnce("-Dkept=1")
                .doesNotContain("-XX:AOTCacheOutput=/x", "-Xmx1g", "-agentlib:jdwp", "-cp", "-Dno=1");
    }
}
