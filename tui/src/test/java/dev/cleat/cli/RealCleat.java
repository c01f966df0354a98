package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.PackageDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The launcher of this tree, with directories of its own. Skips the test where it cannot run. */
final class RealCleat {

    static final Path LAUNCHER =
            PackageDirection.inModule("../cleat").toAbsolutePath().normalize();

    private final Path folder;
    private int runs;

    RealCleat(Path folder) {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
        this.folder = folder;
    }

    /** What a command line left behind. */
    record Result(int status, String out, String err) {}

    /** Runs {@code cleat LINE}, where LINE is words and redirections of a shell. */
    Result run(String line) throws Exception {
        return begin(line).end();
    }

    /** One that runs; what it prints goes to files. */
    record Running(String line, Process process, Path out, Path err) {

        /** Waits for its end. */
        Result end() throws Exception {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("cleat " + line + " ends within two minutes")
                    .isTrue();
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }

    /** Begins {@code cleat LINE}, interruptible even where the tests run in the background of a script (POSIX sh, "Asynchronous Lists"). */
    Running begin(String line) throws Exception {
        runs++;
        Path out = folder.resolve("out" + runs);
        Path err = folder.resolve("err" + runs);
        ProcessBuilder builder = new ProcessBuilder(
                        "env", "--default-signal=INT,QUIT", "sh", "-c", "exec \"$0\" " + line, LAUNCHER.toString())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        environment(builder);
        return new Running(line, builder.start(), out, err);
    }

    /** The same places for what another program runs; CLEAT is the launcher. */
    void environment(ProcessBuilder builder) {
        builder.environment().put("CLEAT", LAUNCHER.toString());
        builder.environment().put("CLEAT_BUILD", "never");
        builder.environment().put("CLEAT_PATH", folder.resolve("path").toString());
        builder.environment().put("CLEAT_STATE", folder.resolve("state").toString());
    }
}
