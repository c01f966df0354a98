package dev.cleat.engine.security;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.definition.Capability;
import dev.cleat.engine.definition.Security.Seccomp;
import dev.cleat.engine.definition.Security.SeccompProfile;
import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.plan.StartPlan.FilterPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compiles profiles of a test, the real library at work. */
final class FilterFixture {

    static final String KERNEL = "6.1.0-18-amd64";

    final List<String> warnings = new ArrayList<>();
    private final Path directory;

    FilterFixture(Path directory) {
        this.directory = directory;
    }

    /** Skips the test where the numbers of system calls are not those of x86_64. */
    static FilterFixture withNumbersOfX86(Path directory) {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "numbers of x86_64");
        return new FilterFixture(directory);
    }

    FilterCompiler compiler() {
        return new FilterCompiler(directory.resolve("state"), warnings::add);
    }

    FilterMachine standard(Capability... capabilities) throws IOException {
        return new FilterMachine(compile(new SeccompProfile.Default(), capabilities));
    }

    FilterMachine oci(String json, Capability... capabilities) throws IOException {
        return new FilterMachine(compile(new SeccompProfile.Oci(file("profile.json", json)), capabilities));
    }

    FilterMachine lxc(String text) throws IOException {
        return new FilterMachine(compile(new SeccompProfile.Lxc(file("profile.conf", text))));
    }

    FilterProgram compile(SeccompProfile profile, Capability... capabilities) throws IOException {
        long bits = 0;
        for (Capability capability : capabilities) {
            bits |= capability.bit();
        }
        return compiler().compile(new FilterPlan(new Seccomp(profile, false, false), bits), KERNEL);
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
