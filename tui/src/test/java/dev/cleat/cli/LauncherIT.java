package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with the Java that is here and with a stand-in that prints its arguments. */
class LauncherIT {
    private static final Path LAUNCHER =
            PackageDirection.inModule("../cleat").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void the_version_is_all_that_is_printed() throws Exception {
        Result result = run(Map.of(), LAUNCHER, "--version");

        assertThat(result).isEqualTo(new Result(0, "cleat 0.1.0\n", ""));
    }

    @Test
    void a_chain_of_symlinks_leads_to_the_jar_and_the_name_is_passed_on() throws Exception {
        Path inner = Files.createSymbolicLink(folder.resolve("inner"), LAUNCHER);
        Path outer = Files.createSymbolicLink(folder.resolve("lxc-attach"), folder.relativize(inner));

        Result result = run(Map.of("CLEAT_JAVA", javaThatPrints("17.0.1").toString()), outer);

        assertThat(result.out().lines())
                .contains("-Dcleat.invokedAs=lxc-attach")
                .contains(LAUNCHER.resolveSibling("tui/target/cleat.jar").toString());
    }

    @Test
    void arguments_arrive_as_they_were_given() throws Exception {
        Result result = run(
                Map.of("CLEAT_JAVA", javaThatPrints("25").toString()), LAUNCHER, "two words", "", "*", "$HOME", "--");

        assertThat(result.out()).endsWith("cleat.jar\ntwo words\n\n*\n$HOME\n--\n");
    }

    @Test
    void a_java_that_is_too_old_is_refused_in_one_sentence() throws Exception {
        Path java = javaThatPrints("11.0.22");

        Result result = run(Map.of("CLEAT_JAVA", java.toString()), LAUNCHER, "--version");

        assertThat(result).isEqualTo(new Result(1, "", "cleat: CLEAT_JAVA=" + java + " is not a Java 17 or newer\n"));
    }

    @Test
    void a_directory_that_is_gone_keeps_it_from_nothing() throws Exception {
        Path shell = Files.writeString(
                folder.resolve("gone.sh"), "mkdir gone && cd gone && rmdir ../gone && exec \"$@\" --version\n");

        Result result = run(Map.of(), Path.of("/bin/sh"), shell.toString(), LAUNCHER.toString());

        assertThat(result.out()).isEqualTo("cleat 0.1.0\n");
        assertThat(result.status()).isZero();
    }

    private Path javaThatPrints(String version) throws IOException {
        Path home = folder.resolve("java-" + version);
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Without JAVA_RUNTIME_VERSION the launcher keeps no class-data archive for it.
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"None\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Result run(Map<String, String> environment, Path program, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("CLEAT_BUILD", "never");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("the launcher ends within a minute")
                .isTrue();
        return new Result(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private record Result(int status, String out, String err) {}
}
