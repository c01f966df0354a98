package dev.cleat.engine.host;

import dev.cleat.engine.api.HostReport.Finding;
import java.nio.file.Path;
import java.util.List;

/** Programs of the system that do a job for us when they are there. */
final class HelperFindings {
    private static final List<Helper> HELPERS = List.of(
            new Helper(
                    "newuidmap",
                    "users other than root can map no ids but their own",
                    "install uidmap (Debian) or shadow-utils (Fedora)",
                    true),
            new Helper("newgidmap", "the same for groups", "install uidmap (Debian) or shadow-utils (Fedora)", true),
            new Helper("ip", "no network but the host's or none at all", "install iproute2", false),
            new Helper(
                    "bridge",
                    "no VLANs on the ports of a bridge (veth.vlan, veth.taggedVlans)",
                    "install iproute2",
                    false),
            new Helper("nsenter", "no network but the host's or none at all", "install util-linux", false),
            new Helper(
                    "squashfuse",
                    "users other than root cannot use a SquashFS file as root",
                    "install squashfuse",
                    true),
            new Helper(
                    "slirp4netns",
                    "users other than root have no network of their own with a way out",
                    "install slirp4netns or passt",
                    true));

    private final List<Path> directories;
    private final boolean root;

    HelperFindings(List<Path> directories, boolean root) {
        this.directories = directories;
        this.root = root;
    }

    /** @param onlyForUsers root does without it */
    private record Helper(String program, String cost, String advice, boolean onlyForUsers) {}

    List<Finding> findings() {
        return HELPERS.stream().map(this::finding).toList();
    }

    private Finding finding(Helper helper) {
        String subject = "helper " + helper.program();
        return ProgramPath.find(directories, helper.program())
                .map(path -> Findings.ok(subject, path.toString()))
                .orElseGet(() -> absent(subject, helper));
    }

    private Finding absent(String subject, Helper helper) {
        String cost = root && helper.onlyForUsers() ? helper.cost() + "; root does without" : helper.cost();
        return Findings.missing(subject, "not found in PATH", cost, helper.advice());
    }
}
