package dev.cleat.engine.definition;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The container's /dev, {@code dev:} and {@code tty:}.
 *
 * @param auto a /dev of its own with the usual devices; false: the rootfs's own directory as it is
 * @param bytes size of its tmpfs
 * @param nodes made in addition
 * @param rules device policy, in order (cgroup-v1/devices.rst); empty: the default list
 * @param ttyDirectory below /dev, where tty1... and console are; empty: /dev itself
 * @param fromHost host device paths bound in, read and write
 * @param ttyCount how many /dev/ttyN
 * @param ptyMax most pseudo-terminals of its devpts
 */
public record Devices(
        boolean auto,
        long bytes,
        List<Node> nodes,
        Optional<List<Rule>> rules,
        Optional<String> ttyDirectory,
        List<Path> fromHost,
        int ttyCount,
        int ptyMax) {

    public static final long DEFAULT_BYTES = 500L << 10;
    public static final int DEFAULT_PTY_MAX = 1024;

    /** What every container has that says nothing. */
    public static final Devices DEFAULT = new Devices(
            true, DEFAULT_BYTES, List.of(), Optional.empty(), Optional.empty(), List.of(), 0, DEFAULT_PTY_MAX);

    /** The policy of a privileged container: every device. */
    static final List<Rule> EVERY_DEVICE =
            List.of(new Rule(true, 'a', OptionalInt.empty(), OptionalInt.empty(), "rwm"));

    public Devices {
        nodes = List.copyOf(nodes);
        rules = rules.map(List::copyOf);
        fromHost = List.copyOf(fromHost);
    }

    /**
     * One node.
     *
     * @param path inside, below /dev
     * @param type c, b or p (mknod(2))
     * @param host taken from this host device when present: type and numbers are the host's
     * @param access any of r, w, m: what the policy allows
     */
    public record Node(
            String path,
            char type,
            int major,
            int minor,
            OptionalInt mode,
            long uid,
            long gid,
            Optional<Path> host,
            String access) {}

    /**
     * One rule.
     *
     * @param type a (all), b or c
     * @param major empty: every number ({@code *})
     * @param access any of r, w, m
     */
    public record Rule(boolean allow, char type, OptionalInt major, OptionalInt minor, String access) {}
}
