package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Poll;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.plan.AttachPlan;
import dev.cleat.engine.plan.AttachPlanner;
import dev.cleat.engine.plan.CallerContext;
import dev.cleat.engine.plan.InitContext;
import dev.cleat.engine.plan.PasswdFile;
import dev.cleat.engine.stage.AttachStage;
import dev.cleat.engine.stage.StageProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Users that the container's files do not have, but its name service may: getent(1) is asked, inside and as unprivileged as
 * any command there (lxc-attach does the same). Its answer is as hostile as the container: bounded, and believed only when
 * it is a line of passwd(5) about the user who was asked for.
 */
final class UserLookup {

    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final int MOST_BYTES = 8192;

    private final AttachPlanner planner;
    private final Cgroups cgroups;
    private final StageProgram program;

    UserLookup(AttachPlanner planner, Cgroups cgroups, StageProgram program) {
        this.planner = planner;
        this.cgroups = cgroups;
        this.program = program;
    }

    /** The context with the user in it whom the request needs, when the container knows one. Errors: none. */
    InitContext complete(AttachRequest request, AttachTarget target, InitProcess init, CallerContext caller) {
        InitContext known = init.context();
        Optional<String> missing = missing(request, known);
        if (missing.isEmpty() || !joinsMounts(request)) {
            return known;
        }
        try {
            return ask(missing.get(), target, init, caller)
                    .map(known.users()::with)
                    .map(known::withUsers)
                    .orElse(known);
        } catch (IOException | ContainerException e) {
            return known; // no getent there, or nobody may run it: as if it knew nobody
        }
    }

    /** A name that must become an id, or an id whose shell is wanted. */
    private static Optional<String> missing(AttachRequest request, InitContext init) {
        Optional<String> user = request.user();
        if (user.isPresent() && PasswdFile.id(user.get()).isEmpty()) {
            return user.filter(PasswdFile::isName)
                    .filter(name -> init.users().userNamed(name).isEmpty());
        }
        long uid = user.flatMap(PasswdFile::id).orElse(init.uid());
        boolean isShell = request.command().isEmpty();
        return isShell && init.users().user(uid).isEmpty() ? Optional.of(Long.toString(uid)) : Optional.empty();
    }

    private static boolean joinsMounts(AttachRequest request) {
        return request.namespaces().isEmpty() || request.namespaces().contains(NamespaceType.MNT);
    }

    private Optional<PasswdFile.User> ask(String user, AttachTarget target, InitProcess init, CallerContext caller)
            throws IOException, ContainerException {
        AttachRequest getent = AttachRequest.to(target.name())
                .command(List.of("getent", "passwd", user))
                .environment(Environment.CLEAR)
                .directory(Optional.of("/"))
                .build();
        AttachPlan plan = planner.plan(getent, init.context(), caller);
        Fd.Pipe pipe = Fd.pipe();
        try (Fd answer = pipe.read();
                Fd theirs = pipe.write();
                Fd nothing = Fd.open(Path.of("/dev/null"), Fd.O_RDWR, 0);
                AttachStage stage = AttachStage.spawn(
                        program,
                        target.name(),
                        plan,
                        cgroups.membershipOf(target.pid()),
                        init.pidFd(),
                        new AttachStage.Stdio(nothing, theirs, nothing, 0),
                        init.filter())) {
            long watcher = stage.awaitInCgroups();
            long pid = stage.followToExecution(step -> {});
            theirs.close(); // ours would hide the end of file
            String text = read(answer, pid, watcher);
            return text.lines()
                    .findFirst()
                    .map(line -> PasswdFile.of(line, ""))
                    .flatMap(answered ->
                            PasswdFile.id(user).flatMap(answered::user).or(() -> answered.userNamed(user)));
        }
    }

    /** What comes in time; who says more, or takes longer, is killed and was not heard. */
    private static String read(Fd from, long pid, long watcher) throws IOException {
        Optional<PidFd> command =
                PidFd.ofLiving(pid); // now: later its number may be another's, for its watcher reaps it
        try {
            boolean isIt = new Procfs()
                    .stat(pid)
                    .filter(stat -> stat.parentPid() == watcher)
                    .isPresent();
            Optional<String> text = read(from);
            if (text.isEmpty() && command.isPresent() && isIt) {
                command.get().signal(Signals.KILL);
            }
            return text.orElse("");
        } finally {
            command.ifPresent(PidFd::close);
        }
    }

    /** Empty when it is too much or takes too long. */
    private static Optional<String> read(Fd from) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        long deadline = System.nanoTime() + BOUND.toNanos();
        try (Poll poll = new Poll(1);
                Buffer buffer = new Buffer(MOST_BYTES)) {
            while (text.size() < MOST_BYTES) {
                poll.watch(0, from.number(), Poll.IN);
                long left = deadline - System.nanoTime();
                if (left <= 0 || poll.await(Duration.ofNanos(left)) == 0 && System.nanoTime() >= deadline) {
                    break;
                }
                int length = from.read(buffer);
                if (length <= 0) {
                    return Optional.of(text.toString(StandardCharsets.UTF_8));
                }
                text.write(buffer.bytes(length));
            }
        }
        return Optional.empty();
    }
}
