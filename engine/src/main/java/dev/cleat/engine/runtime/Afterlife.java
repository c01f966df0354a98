package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.runtime.NextLife.What;
import dev.cleat.engine.stage.KeeperResources.EndCommand;
import dev.cleat.engine.start.Occasion;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.SavedContainer.Waiting;
import dev.cleat.engine.state.StopMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a keeper becomes when init has ended and something is left to do that needs more than a keeper. It is the same process:
 * it holds the container's lock ({@link EndCommand#LOCK}), so the name is never free before it has finished, and whoever
 * waits for the keeper waits for it.
 *
 * <p>{@code Afterlife PATH STATE NAME}. Its words go to the log {@code life/NAME.log} and to the journal; what makes it end too early is
 * printed, too: the keeper made standard error a file for it.
 */
public final class Afterlife {

    private static final Duration FOLLOWERS_PATIENCE = Duration.ofSeconds(2);
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Parts parts;
    private final Claim claim;
    private final Interruptions interruptions;

    private Afterlife(Parts parts, Claim claim, Interruptions interruptions) {
        this.parts = parts;
        this.claim = claim;
        this.interruptions = interruptions;
    }

    /** Ends with 0 whatever happens: nobody waits for its status. */
    public static void main(String[] arguments) {
        Path path = Path.of(arguments[0]);
        Path state = Path.of(arguments[1]);
        String name = arguments[2];
        try (LifeLog log = LifeLog.open(path.resolve("logs").resolve("life").resolve(name + ".log"))) {
            try (Interruptions interruptions = Interruptions.ofThisThread()) {
                run(new EngineOptions(path, state, Optional.empty(), log::write), name, interruptions);
            } catch (IOException | ContainerException | RuntimeException | Error e) {
                log.write(name + ": " + e); // an Error too: it would be seen nowhere else
                System.err.println(e); // where 'why' looks
            }
        }
        System.exit(0);
    }

    private static void run(EngineOptions options, String name, Interruptions interruptions)
            throws IOException, ContainerException {
        Map<NamespaceType, Fd> namespaces = namespaces(); // first, so that no program of ours inherits one
        Fd lock = Fd.inherited(EndCommand.LOCK)
                .orElseThrow(() -> new IOException("descriptor " + EndCommand.LOCK + " is missing"));
        try (Parts parts = new Parts(options);
                Claim claim = parts.states.adopt(name, lock)) {
            claim.endCommandBegan();
            new Afterlife(parts, claim, interruptions).run(namespaces);
        }
    }

    private static Map<NamespaceType, Fd> namespaces() {
        Map<NamespaceType, Fd> namespaces = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            int number = EndCommand.descriptorOf(type);
            if (isNamespace(number, type)) {
                Fd.inherited(number).ifPresent(fd -> namespaces.put(type, fd));
            }
        }
        return namespaces;
    }

    /** Where the keeper left none, the number is a file of this JVM's own. */
    private static boolean isNamespace(int number, NamespaceType type) {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(number)))
                    .toString();
            return file.startsWith(type.procName() + ":[");
        } catch (IOException e) {
            return false;
        }
    }

    private void run(Map<NamespaceType, Fd> namespaces) throws IOException, ContainerException {
        SavedContainer saved = saved();
        ExitRecord exit = parts.states
                .readExit(claim.name())
                .orElseThrow(() -> new IOException("nobody wrote how " + claim.name() + " ended"));
        Optional<StopMark> mark = parts.states.readMark(saved);
        boolean reboot =
                NextLife.isReboot(saved, exit) || mark.filter(StopMark::reboot).isPresent();
        parts.lifeEnd.run(claim.directory(), namespaces, reboot);
        parts.cgroups.prune(saved.cgroups());
        NextLife next = NextLife.after(saved, exit, mark);
        parts.warnings.accept(claim.name() + ": " + next.reason());
        switch (next.what()) {
            case NOTHING -> {}
            case DESTROY -> parts.destruction.run(claim);
            case ANOTHER -> begin(saved, next);
        }
    }

    private SavedContainer saved() throws IOException {
        return parts.states.read(claim.name()).orElseThrow(() -> new IOException(claim.name() + " left no state"));
    }

    /** Until one begins, or there is to be none. A start that fails counts as a life that failed, where the policy wants one. */
    private void begin(SavedContainer last, NextLife first) throws IOException {
        NextLife next = first;
        while (next.what() == What.ANOTHER) {
            SavedContainer waiting = last.waiting(waiting(next.delay()));
            claim.save(waiting);
            parts.journal.append(claim.name(), ContainerState.STARTING, Optional.empty(), Optional.of(next.reason()));
            if (isUnwanted(last, waiting) || !interruptions.pause(next.delay()) || isUnwanted(last, waiting)) {
                giveUp(waiting, "not started again");
                return;
            }
            Optional<String> failure = start(last, next);
            if (failure.isEmpty()) {
                return;
            }
            parts.warnings.accept(failure.get());
            next = NextLife.another(last.life().restart(), next.restarts(), failure.get());
            if (first.restarts() == 0 || interruptions.has()) {
                giveUp(waiting, failure.get()); // a reboot is tried once
                return;
            }
        }
        giveUp(last, next.reason());
    }

    /** Who asked may have looked before we said that we wait, and spoken of the life that had ended. */
    private boolean isUnwanted(SavedContainer last, SavedContainer waiting) {
        return parts.states.readMark(last).isPresent()
                || parts.states.readMark(waiting).isPresent();
    }

    private Waiting waiting(Duration delay) throws IOException {
        long self = Credentials.processId();
        long startTime = parts.procfs
                .stat(self)
                .orElseThrow(() -> new IOException("/proc is not there"))
                .startTicks();
        return new Waiting(self, startTime, Instant.now().plus(delay));
    }

    private void giveUp(SavedContainer last, String reason) throws IOException {
        Optional<String> by = parts.states.readMark(last).map(StopMark::by);
        claim.save(last.withoutWaiting());
        parts.journal.append(claim.name(), ContainerState.STOPPED, by, Optional.of(reason));
    }

    /** A terminal that follows sees what is printed from the first byte on. */
    private void awaitFollower() {
        long deadline = System.nanoTime() + FOLLOWERS_PATIENCE.toNanos();
        while (parts.states.isFollowed(claim.name())
                && System.nanoTime() - deadline < 0
                && interruptions.pause(GLANCE)) {
            // It connects, and lets go.
        }
    }

    /** What went wrong; empty when it runs. */
    private Optional<String> start(SavedContainer last, NextLife next) {
        StartRequest request = last.origin().request();
        Occasion occasion = new Occasion(
                (life, directory) -> awaitFollower(),
                name -> claim.again(),
                Optional.empty(),
                last.origin().boots() + 1,
                next.restarts());
        try {
            parts.start.run(request, StepListener.NONE, occasion);
            return Optional.empty();
        } catch (ContainerException e) {
            return Optional.of(e.describe());
        }
    }
}
