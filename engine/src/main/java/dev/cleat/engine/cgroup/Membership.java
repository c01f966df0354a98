package dev.cleat.engine.cgroup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts processes into cgroups, all with one batch of writes.
 *
 * <p>Moving a process takes a lock for which the kernel waits for a grace period when nobody took it lately: the first write
 * costs 6 to 11 ms, one made right after it 0.3 ms. So everything that can be prepared is done before the first write
 * (cgroup_threadgroup_rwsem, kernel/cgroup/cgroup.c; percpu-rwsem.rst).
 */
final class Membership {
    private final List<Move> moves = new ArrayList<>();

    private record Move(Path file, long pid) {}

    /** {@code pid} shall go to {@code cgroup}. */
    Membership put(long pid, Path cgroup) {
        moves.add(new Move(cgroup.resolve("cgroup.procs"), pid));
        return this;
    }

    /**
     * Moves them in the order they were put.
     *
     * @throws CgroupException names the file and the pid; moves made before it stay
     */
    void enter() throws CgroupException {
        var files = new ArrayList<OutputStream>();
        try {
            for (Move move : moves) {
                files.add(open(move));
            }
            for (int i = 0; i < moves.size(); i++) {
                write(files.get(i), moves.get(i));
            }
        } finally {
            files.forEach(Membership::close);
        }
    }

    private static OutputStream open(Move move) throws CgroupException {
        try {
            return CgroupFile.open(move.file());
        } catch (IOException e) {
            throw CgroupException.ofWrite(move.file(), Long.toString(move.pid()), "", e);
        }
    }

    private static void write(OutputStream out, Move move) throws CgroupException {
        try {
            out.write(Long.toString(move.pid()).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw CgroupException.ofWrite(move.file(), Long.toString(move.pid()), "", e);
        }
    }

    private static void close(OutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            // Nothing is buffered: the kernel has answered each write already.
        }
    }
}
