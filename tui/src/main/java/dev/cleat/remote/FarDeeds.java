package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.engine.api.StopRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What takes several steps on another host, which are told as they are taken. */
final class FarDeeds {

    /** As {@code -l debug} tells a step of a flow. */
    private static final Pattern STEP =
            Pattern.compile("(?:cleat: )?step (\\d{1,3})/(\\d{1,3}) ([A-Z_]{1,64}): (.{1,200})");

    private static final Pattern RUNS = Pattern.compile(" runs(?: again)?, pid (\\d{1,18})");

    private FarDeeds() {}

    static Started start(FarHost host, StartRequest request, StepListener listener) throws ContainerException {
        String name = request.name().orElse("");
        List<String> words = new ArrayList<>(List.of("start", "--loglevel=debug"));
        request.file().ifPresent(file -> words.add("--file=" + file));
        words.add("--name=" + name);
        request.overrides().forEach(override -> words.add("--set=" + override));
        if (!request.command().isEmpty()) {
            words.add("--");
            words.addAll(request.command());
        }
        return started(host, name, words, listener);
    }

    static Started restart(FarHost host, StopRequest request, StepListener listener) throws ContainerException {
        return started(host, request.name(), stopWords("restart", request, "--loglevel=debug"), listener);
    }

    private static Started started(FarHost host, String name, List<String> words, StepListener listener)
            throws ContainerException {
        FarAnswer answer = host.change(words, said -> step(said, listener));
        Matcher runs = RUNS.matcher(answer.errors());
        return new Started(name, runs.find() ? Long.parseLong(runs.group(1)) : 0);
    }

    private static void step(String said, StepListener listener) {
        Matcher step = STEP.matcher(said);
        if (step.matches()) {
            listener.onStep(new StepProgress(
                    Integer.parseInt(step.group(1)), Integer.parseInt(step.group(2)), step.group(3), step.group(4)));
        }
    }

    static void stop(FarHost host, StopRequest request) throws ContainerException {
        List<String> words = stopWords("stop", request);
        if (request.neverKill()) {
            words.add("--nokill");
        }
        if (!request.await()) {
            words.add("--nowait");
        }
        host.change(words, said -> {});
    }

    private static List<String> stopWords(String verb, StopRequest request, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, "--name=" + request.name()));
        words.addAll(List.of(more));
        if (request.kill()) {
            words.add("--kill");
        }
        request.timeout().ifPresent(time -> words.add("--timeout=" + time.toMillis() + "ms"));
        return words;
    }
}
