package dev.cleat.engine.bench;

import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes in pid and mount namespaces of their own: what every console takes for containers, and costs next to nothing. */
final class NamespaceCrowd implements AutoCloseable {

    private static final String SCRIPT =
            "i=0; while [ $i -lt %d ]; do" + " unshare -m -p -f --kill-child sleep 100000 & i=$((i+1)); done; wait";

    private final PidFd shell;

    private NamespaceCrowd(PidFd shell) {
        this.shell = shell;
    }

    /** Returns when all of them are there. */
    static NamespaceCrowd of(int size) throws IOException, InterruptedException {
        try (Seat seat = new Seat()) {
            String script = SCRIPT.formatted(size) + " >/dev/null 2>&1 </dev/null";
            NamespaceCrowd crowd = new NamespaceCrowd(Program.start(List.of("sh", "-c", "(" + script + ")"), seat));
            while (crowd.members() < size) {
                Thread.sleep(200); // nobody tells us
            }
            return crowd;
        }
    }

    /** The sleepers of our session. */
    private long members() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(this::isMember)
                    .count();
        }
    }

    private boolean isMember(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return stat.contains("(sleep)") && fields[3].equals(Long.toString(shell.pid()));
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    /** All of them are one process group, the one that the shell leads. */
    @Override
    public void close() throws IOException {
        Signals.kill(-shell.pid(), Signals.KILL);
        shell.reap();
    }
}
