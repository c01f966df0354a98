package dev.cleat.engine.host;

import dev.cleat.engine.api.HostReport;
import dev.cleat.engine.api.HostReport.Finding;
import dev.cleat.engine.api.NamespaceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says what this host and user can do, and of each missing thing what it costs and how to get it. Changes nothing. */
public final class Doctor {
    private static final String STAGE = "/native/cleat-stage";

    private final HostFacts facts;
    private final Procfs procfs;
    private final Path securityFileSystem;
    private final List<Path> programs;

    /** With what {@code probe} finds now. */
    public Doctor(HostProbe probe, Procfs procfs) {
        this(probe.facts(), procfs, Path.of("/sys/kernel/security"), ProgramPath.ofThisProcess());
    }

    Doctor(HostFacts facts, Procfs procfs, Path securityFileSystem, List<Path> programs) {
        this.facts = facts;
        this.procfs = procfs;
        this.securityFileSystem = securityFileSystem;
        this.programs = List.copyOf(programs);
    }

    /** All findings, in a fixed order. Errors: none. */
    public HostReport report() {
        var findings = new ArrayList<Finding>();
        findings.add(KernelFinding.of(facts.kernel()));
        for (NamespaceType type : NamespaceType.values()) {
            findings.add(namespace(type));
        }
        findings.add(new UserNamespaceFinding(facts, procfs).finding());
        findings.addAll(new CgroupFindings(facts.layout()).findings());
        findings.add(scopes());
        findings.add(idRanges());
        findings.addAll(new StorageFindings(facts, procfs, Path.of("/dev")).findings());
        findings.addAll(new SecurityFindings(procfs, securityFileSystem, programs).findings());
        findings.add(terminalInjection());
        findings.add(stage());
        findings.addAll(new HelperFindings(programs, facts.isRoot()).findings());
        return new HostReport(findings);
    }

    private Finding namespace(NamespaceType type) {
        String subject = type.definitionKey() + " namespaces";
        if (facts.namespaces().contains(type)) {
            return Findings.ok(subject, "the kernel has them");
        }
        return Findings.missing(
                subject,
                "not in this kernel",
                "containers share the host's " + type.definitionKey() + " namespace",
                "a kernel with CONFIG_" + configuration(type));
    }

    private static String configuration(NamespaceType type) {
        return switch (type) {
            case MNT -> "NAMESPACES";
            case CGROUP -> "CGROUPS";
            case PID, UTS, IPC, NET, USER, TIME -> type.name() + "_NS";
        };
    }

    /** Only who asks for it (cgroup.manager) needs it. */
    private Finding scopes() {
        String subject = "systemd scopes";
        String whose = facts.isRoot() ? "the system's systemd" : "this user's systemd";
        boolean hasProgram = facts.programs().contains("systemd-run");
        if (facts.hasSystemd() && hasProgram) {
            return Findings.ok(subject, whose + " makes them");
        }
        return Findings.missing(
                subject,
                facts.hasSystemd() ? "systemd-run is not in PATH" : whose + " does not run",
                "cgroup.manager: systemd is refused; nothing else needs it",
                facts.hasSystemd() ? "install systemd" : "set cgroup.manager: auto, or boot with systemd");
    }

    private Finding idRanges() {
        String found =
                facts.subUids().size() + " ranges of uids, " + facts.subGids().size() + " of gids";
        if (facts.isRoot()) {
            return Findings.ok("id ranges", "root may map any id; " + found + " in /etc/subuid and /etc/subgid");
        }
        if (facts.subUids().isEmpty() || facts.subGids().isEmpty()) {
            return Findings.missing(
                    "id ranges",
                    found,
                    "a container has one user only, its root, which is you",
                    "as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 USER");
        }
        return Findings.ok("id ranges", found);
    }

    /** TIOCSTI pushes input into a terminal (ioctl_tty(2)); since Linux 6.2 it can be switched off. */
    private Finding terminalInjection() {
        String found = procfs.setting("dev/tty/legacy_tiocsti")
                .map(value -> value.equals("0") ? "switched off" : "allowed (dev.tty.legacy_tiocsti)")
                .orElse("allowed, as in every kernel before 6.2");
        return Findings.ok(
                "terminal injection", found + "; harmless here: a container never gets your terminal, only a PTY");
    }

    private static Finding stage() {
        if (Doctor.class.getResource(STAGE) != null) {
            return Findings.ok("stage program", "part of the engine");
        }
        return Findings.broken(
                "stage program",
                "the engine was built without " + STAGE,
                "no container can be started or attached to",
                "install gcc (better: musl-tools) and build again");
    }
}
