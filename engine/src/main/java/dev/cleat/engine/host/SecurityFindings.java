package dev.cleat.engine.host;

import dev.cleat.engine.api.HostReport.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What confines containers beside ids and capabilities: system call filters and security modules. */
final class SecurityFindings {

    private static final String LIBRARY = "libseccomp.so.2";
    private static final String NO_FILTER =
            "containers start only with security.seccomp.profile: unconfined, or with a filter compiled before";

    private final Procfs procfs;
    private final Path securityFileSystem;
    private final List<Path> programs;

    SecurityFindings(Procfs procfs, Path securityFileSystem, List<Path> programs) {
        this.procfs = procfs;
        this.securityFileSystem = securityFileSystem;
        this.programs = List.copyOf(programs);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(List.of(seccomp(), library()));
        String modules = KernelFile.readText(securityFileSystem.resolve("lsm").toString())
                .map(String::strip)
                .orElse("");
        findings.add(modules(modules));
        if (modules.contains("apparmor")) {
            findings.add(parser());
        }
        return findings;
    }

    private Finding seccomp() {
        Optional<String> actions = procfs.setting("kernel/seccomp/actions_avail");
        return actions.map(found -> Findings.ok("seccomp", found))
                .orElseGet(() -> Findings.missing(
                        "seccomp",
                        "not in this kernel",
                        "containers run without a system call filter",
                        "a kernel with CONFIG_SECCOMP_FILTER"));
    }

    private static Finding library() {
        for (String directory : List.of(
                "/usr/lib/x86_64-linux-gnu",
                "/usr/lib/aarch64-linux-gnu",
                "/usr/lib64",
                "/usr/lib",
                "/lib64",
                "/lib")) {
            Path file = Path.of(directory, LIBRARY);
            if (Files.exists(file)) {
                return Findings.ok("libseccomp", file.toString());
            }
        }
        return Findings.missing("libseccomp", LIBRARY + " not found", NO_FILTER, "install libseccomp2 (Debian)");
    }

    private static Finding modules(String found) {
        if (found.contains("apparmor") || found.contains("selinux")) {
            return Findings.ok("security modules", found);
        }
        return Findings.missing(
                "security modules",
                found.isEmpty() ? "no list in /sys/kernel/security/lsm" : found,
                "no AppArmor profile or SELinux label confines containers; capabilities, seccomp and ids still do",
                "boot with apparmor=1 security=apparmor, and mount securityfs");
    }

    private Finding parser() {
        return ProgramPath.find(programs, "apparmor_parser")
                .map(path -> Findings.ok("helper apparmor_parser", path.toString()))
                .orElseGet(() -> Findings.missing(
                        "helper apparmor_parser",
                        "not found in PATH",
                        "containers start unconfined by AppArmor unless they name a loaded profile",
                        "install apparmor (Debian)"));
    }
}
