package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a caller left open, as a shell's {@code exec 9<file}, stays with the caller. */
@Timeout(120)
class InheritedDescriptorIT extends OnBench {

    @Test
    @Proves("S6")
    void neither_init_nor_its_keeper_has_a_descriptor_that_the_caller_left_open() throws Exception {
        Path secret = Files.writeString(bench.file("secret"), "of the caller");
        TestContainer container = bench.sleeper();
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec 9<" + secret + " 4<&9; exec \"$@\"", "sh"));
        command.addAll(EngineProgram.commandLine(bench, "run", container.name()));
        Process program = new ProcessBuilder(command).inheritIO().start();
        assertThat(Awaiting.endOf(program)).isTrue();
        assertThat(program.exitValue()).isZero();

        assertThat(openFiles(container.saved().pid())).isNotEmpty().doesNotContain(secret);
        assertThat(openFiles(container.saved().keeperPid())).doesNotContain(secret);
    }

    private static List<Path> openFiles(long pid) throws Exception {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path link : links.toList()) {
                files.add(Files.readSymbolicLink(link));
            }
        }
        return files;
    }
}
