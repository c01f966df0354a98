package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepListener;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The request that the words of lxc-start and lxc-execute make. */
final class LxcStart {

    private static final Map<String, NamespaceType> SHARED = Map.of(
            "share-net", NamespaceType.NET,
            "share-ipc", NamespaceType.IPC,
            "share-uts", NamespaceType.UTS,
            "share-pid", NamespaceType.PID);

    private LxcStart() {}

    static StartRequest request(LxcCall call, boolean execute) throws WrongException {
        LxcWords words = call.words();
        Map<NamespaceType, String> shared = new EnumMap<>(NamespaceType.class);
        SHARED.forEach((option, type) -> words.value(option).ifPresent(value -> shared.put(type, value)));
        return new StartRequest(
                call.givenName(),
                path(words, "rcfile"),
                overrides(words),
                call.operands(),
                path(words, "console-log"),
                path(words, "pidfile"),
                shared,
                execute);
    }

    /** Options that are keys of LXC become them. */
    private static List<String> overrides(LxcWords words) throws WrongException {
        List<String> overrides = new ArrayList<>();
        for (String define : words.values("define")) {
            int equals = define.indexOf('=');
            if (equals < 1) {
                throw new WrongException("\"" + define + "\" is not KEY=VAL");
            }
            String value = define.substring(equals + 1).strip();
            overrides.add(define.substring(0, equals).strip() + "=" + value);
        }
        words.value("console").ifPresent(file -> overrides.add("lxc.console.path=" + file));
        words.value("uid").ifPresent(uid -> overrides.add("lxc.init.uid=" + uid));
        words.value("gid").ifPresent(gid -> overrides.add("lxc.init.gid=" + gid));
        return overrides;
    }

    private static Optional<Path> path(LxcWords words, String option) throws WrongException {
        try {
            return words.value(option).map(text -> Path.of(text).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw new WrongException(
                    "--" + option + ": \"" + words.value(option).orElse("") + "\" is no path");
        }
    }

    static StepListener steps(LxcCall call) {
        return step -> call.messages()
                .debug("step " + step.number() + "/" + step.total() + " " + step.name() + ": " + step.title());
    }
}
