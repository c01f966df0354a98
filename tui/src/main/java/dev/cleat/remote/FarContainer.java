package dev.cleat.remote;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.engine.api.StopRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done to a container of another host: words for the Cleat there. */
final class FarContainer {

    /** As {@code -l debug} tells a step of a flow. */
    private static final Pattern STEP =
            Pattern.compile("(?:cleat: )?step (\\d{1,3})/(\\d{1,3}) ([A-Z_]{1,64}): (.{1,200})");

    private static final Pattern RUNS = Pattern.compile(" runs(?: again)?, pid (\\d{1,18})");

    /** The status with which ssh ends when the connection does (ssh(1)). */
    private static final int BROKEN = 255;

    private final FarHost host;
    private final SshCommand ssh;
    private final String name;

    FarContainer(FarHost host, SshCommand ssh, String name) {
        this.host = host;
        this.ssh = ssh;
        this.name = name;
    }

    Started start(StartRequest request, StepListener listener) throws ContainerException {
        List<String> words = new ArrayList<>(List.of("start", "--loglevel=debug"));
        request.file().ifPresent(file -> words.add("--file=" + file));
        words.add("--name=" + name);
        request.overrides().forEach(override -> words.add("--set=" + override));
        if (!request.command().isEmpty()) {
            words.add("--");
            words.addAll(request.command());
        }
        return started(words, listener);
    }

    Started restart(StopRequest request, StepListener listener) throws ContainerException {
        return started(stopWords("restart", request, "--loglevel=debug"), listener);
    }

    private Started started(List<String> words, StepListener listener) throws ContainerException {
        FarAnswer answer = host.change(words, said -> step(said, listener));
        Matcher runs = RUNS.matcher(answer.errors());
        return new Started(host.hosted(name), runs.find() ? Long.parseLong(runs.group(1)) : 0);
    }

    private static void step(String said, StepListener listener) {
        Matcher step = STEP.matcher(said);
        if (step.matches()) {
            listener.onStep(new StepProgress(
                    Integer.parseInt(step.group(1)), Integer.parseInt(step.group(2)), step.group(3), step.group(4)));
        }
    }

    void stop(StopRequest request) throws ContainerException {
        List<String> words = stopWords("stop", request);
        if (request.neverKill()) {
            words.add("--nokill");
        }
        if (!request.await()) {
            words.add("--nowait");
        }
        host.change(words, said -> {});
    }

    private List<String> stopWords(String verb, StopRequest request, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, "--name=" + name));
        words.addAll(List.of(more));
        if (request.kill()) {
            words.add("--kill");
        }
        request.timeout().ifPresent(time -> words.add("--timeout=" + time.toMillis() + "ms"));
        return words;
    }

    /** {@code freeze}, {@code thaw}, {@code kill} and the like. */
    void change(String verb, String... words) throws ContainerException {
        List<String> all = new ArrayList<>(List.of(verb, "--name=" + name));
        all.addAll(List.of(words));
        host.change(all, said -> {});
    }

    /** The terminal is relayed here: detach keys, PTY log and recording are this side's. */
    CommandOutcome attach(Engine local, AttachRequest request, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return onTerminal(
                local, request.toBuilder(), AttachWords.of(request, name), AttachWords.farewell(request), terminal);
    }

    /** Words that have a terminal there, and their own detach keys. */
    CommandOutcome onTerminal(
            Engine local,
            AttachRequest.Builder request,
            List<String> words,
            String farewell,
            Optional<OperatorTerminal> terminal)
            throws ContainerException {
        AttachRequest here = request.container(new HostedName(host.address().name(), name).toString())
                .build();
        try {
            CommandOutcome outcome = local.relay(here, ssh.onTerminal(words), farewell, terminal);
            if (outcome.exitStatus() == BROKEN) {
                throw new HostLimitException(
                        "the connection to " + host.address().name() + " has ended, or the command did with status 255",
                        "what ran there is shown by: cleat sessions");
            }
            return outcome;
        } catch (IllegalArgumentException e) {
            throw new HostLimitException("cannot attach to " + here.container() + ": " + e.getMessage(), null, e);
        }
    }
}
