package dev.cleat.engine.session;

import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.procfs.ProcessStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The processes that this one descends from, as far as the host's init: what the environment only claims, sudo(8) and su(1)
 * leave behind there.
 */
final class Ancestry {

    private static final int DEEPEST = 64;
    private static final String SSH = "SSH_CONNECTION=";
    private static final int UNIX98_FIRST = 136; // majors of pseudo-terminals (Documentation/admin-guide/devices.txt)
    private static final int UNIX98_LAST = 143;
    private static final int VIRTUAL_CONSOLE = 4;

    private final Procfs procfs;
    private final List<Long> pids = new ArrayList<>();

    Ancestry(Procfs procfs, long pid) {
        this.procfs = procfs;
        for (long at = pid; at > 1 && pids.size() < DEEPEST && !pids.contains(at); ) {
            pids.add(at);
            at = procfs.stat(at).map(ProcessStat::parentPid).orElse(0L);
        }
    }

    static Ancestry ofThisProcess() {
        return new Ancestry(new Procfs(), Credentials.processId());
    }

    /** Real uids from the oldest ancestor's to ours, one for each change. */
    List<Long> uids() {
        List<Long> uids = new ArrayList<>();
        for (long pid : pids) {
            procfs.status(pid).map(status -> status.uids().get(0)).ifPresent(uid -> {
                if (uids.isEmpty() || !uids.get(uids.size() - 1).equals(uid)) {
                    uids.add(uid);
                }
            });
        }
        Collections.reverse(uids);
        return uids;
    }

    /**
     * That of the oldest ancestor whose environment we may read and which has one: the shell that sshd began. Whoever is between
     * could have set another.
     */
    Optional<String> sshConnection() {
        return pids.stream().flatMap(pid -> environment(pid).stream()).reduce((near, far) -> far);
    }

    private Optional<String> environment(long pid) {
        try {
            String all = Files.readString(
                    procfs.root().resolve(Long.toString(pid)).resolve("environ"), StandardCharsets.ISO_8859_1);
            for (String variable : all.split("\0")) {
                if (variable.startsWith(SSH)) {
                    return Optional.of(variable.substring(SSH.length()));
                }
            }
        } catch (IOException e) {
            // Somebody else's.
        }
        return Optional.empty();
    }

    /** Our controlling terminal, by the number in field 7 of stat (proc_pid_stat(5)). */
    Optional<String> terminal() {
        try {
            String stat = Files.readString(procfs.root().resolve(Path.of("self", "stat")), StandardCharsets.ISO_8859_1);
            long number =
                    Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", 6)[4]);
            return name((int) (number >> 8 & 0xfff), (int) (number & 0xff | number >> 12 & 0xfff00));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(int major, int minor) {
        if (major >= UNIX98_FIRST && major <= UNIX98_LAST) {
            return Optional.of("/dev/pts/" + (minor + (major - UNIX98_FIRST) * 256));
        }
        if (major == VIRTUAL_CONSOLE) {
            return Optional.of(minor < 64 ? "/dev/tty" + minor : "/dev/ttyS" + (minor - 64));
        }
        return Optional.empty();
    }
}
