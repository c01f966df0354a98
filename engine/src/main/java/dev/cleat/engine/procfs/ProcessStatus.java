package dev.cleat.engine.procfs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * The fields of /proc/PID/status that we use (proc_pid_status(5)).
 *
 * @param name comm, control characters and backslashes escaped by the kernel
 * @param innerPids NSpid: its pid in every pid namespace it is in, ours first, its own last
 * @param uids real, effective, saved, file system uid, as seen from our user namespace
 * @param gids the same for the gid
 * @param groups supplementary groups
 * @param noNewPrivileges PR_SET_NO_NEW_PRIVS is set
 * @param seccompMode 0 off, 1 strict, 2 filters
 */
public record ProcessStatus(
        String name,
        List<Long> innerPids,
        List<Long> uids,
        List<Long> gids,
        List<Long> groups,
        Capabilities capabilities,
        boolean noNewPrivileges,
        int seccompMode) {

    private static final int ID_KINDS = 4;

    public ProcessStatus {
        innerPids = List.copyOf(innerPids);
        uids = List.copyOf(uids);
        gids = List.copyOf(gids);
        groups = List.copyOf(groups);
    }

    /** The five sets of capabilities(7), one bit per capability. */
    public record Capabilities(long inheritable, long permitted, long effective, long bounding, long ambient) {}

    /** A whole status file; empty when it has not even the ids, as for a process that vanished. */
    public static Optional<ProcessStatus> parse(String text) {
        Map<String, String> fields = fields(text);
        List<Long> uids = numbers(fields, "Uid");
        List<Long> gids = numbers(fields, "Gid");
        if (uids.size() != ID_KINDS || gids.size() != ID_KINDS) {
            return Optional.empty();
        }
        return Optional.of(new ProcessStatus(
                fields.getOrDefault("Name", ""),
                numbers(fields, "NSpid"),
                uids,
                gids,
                numbers(fields, "Groups"),
                new Capabilities(
                        mask(fields, "CapInh"),
                        mask(fields, "CapPrm"),
                        mask(fields, "CapEff"),
                        mask(fields, "CapBnd"),
                        mask(fields, "CapAmb")),
                fields.getOrDefault("NoNewPrivs", "0").equals("1"),
                (int) Numbers.parse(fields.getOrDefault("Seccomp", "0"))));
    }

    private static Map<String, String> fields(String text) {
        var fields = new HashMap<String, String>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                // The first wins: a name cannot hold a newline, so no later line is made up by the process.
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    private static List<Long> numbers(Map<String, String> fields, String key) {
        var numbers = new ArrayList<Long>();
        var words = new StringTokenizer(fields.getOrDefault(key, ""));
        while (words.hasMoreTokens()) {
            numbers.add(Numbers.parse(words.nextToken()));
        }
        return numbers;
    }

    private static long mask(Map<String, String> fields, String key) {
        try {
            return Long.parseUnsignedLong(fields.getOrDefault(key, "0"), 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Its pid in the innermost pid namespace, the one it sees itself; {@code fallback} on a kernel without NSpid. */
    public long innermostPid(long fallback) {
        return innerPids.isEmpty() ? fallback : innerPids.get(innerPids.size() - 1);
    }
}
