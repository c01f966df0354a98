package dev.cleat.engine.host;

import dev.cleat.engine.host.SecurityFacts.AppArmorFacts;
import dev.cleat.engine.procfs.ProcessStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@link SecurityFacts} from /sys and /proc. */
final class SecurityProbe {

    private static final String APPARMOR = "/sys/module/apparmor/parameters/enabled";
    private static final String PROFILES = "/sys/kernel/security/apparmor/profiles";
    private static final Path SELINUX = Path.of("/sys/fs/selinux/enforce");

    private SecurityProbe() {}

    static SecurityFacts facts(Procfs procfs, Optional<ProcessStatus> self, List<Path> programs) {
        return new SecurityFacts(
                procfs.setting("kernel/seccomp/actions_avail").isPresent(),
                self.map(status -> status.seccompMode() != 0).orElse(false),
                appArmor(procfs, programs),
                Files.exists(SELINUX));
    }

    private static Optional<AppArmorFacts> appArmor(Procfs procfs, List<Path> programs) {
        boolean isOn = KernelFile.readText(APPARMOR)
                .filter(text -> text.startsWith("Y"))
                .isPresent();
        if (!isOn) {
            return Optional.empty();
        }
        String label = KernelFile.readText(procfs.root() + "/self/attr/apparmor/current")
                .or(() -> KernelFile.readText(procfs.root() + "/self/attr/current"))
                .orElse("unconfined");
        return Optional.of(new AppArmorFacts(
                KernelFile.readText(PROFILES).map(SecurityProbe::names),
                ProgramPath.find(programs, "apparmor_parser"),
                !label.strip().equals("unconfined")));
    }

    /** Lines {@code NAME (MODE)}; a name may have spaces. */
    static Set<String> names(String profiles) {
        Set<String> names = new HashSet<>();
        profiles.lines().forEach(line -> {
            int mode = line.lastIndexOf(" (");
            names.add(mode < 0 ? line : line.substring(0, mode));
        });
        return names;
    }
}
