package dev.cleat.remote;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.NamespaceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An attach as words of the command line of the Cleat that does it. What is recorded, logged and detached from here is not
 * asked for there, and the environment is that of the login there.
 */
final class AttachWords {

    /**
     * Keys that nobody types: they make the Cleat there leave the session when the operator types the detach keys here. The
     * first is the one that is held back with the least harm: what it does, it does to one's own program, 0.6 s later.
     */
    static final String DETACH_KEYS = "ctrl-\\,ctrl-^,ctrl-\\,ctrl-]";

    /** The same, as typed. */
    static final String FAREWELL = "\u001c\u001e\u001c\u001d";

    /** Those that make a verb without such an option leave: Ctrl-A q. */
    private static final String DEFAULT_FAREWELL = "\u0001q";

    private AttachWords() {}

    /** What is typed for the Cleat there when the operator leaves. */
    static String farewell(AttachRequest request) {
        return request.login() ? DEFAULT_FAREWELL : FAREWELL;
    }

    /** @param name the container's there */
    static List<String> of(AttachRequest request, String name) {
        if (request.login()) {
            return List.of(
                    "shell",
                    "--name=" + request.user().map(user -> user + "@").orElse("") + name,
                    "--reason=" + request.reason().orElse(""));
        }
        List<String> words = new ArrayList<>(List.of("attach", "--name=" + name));
        words.add("--detach-keys=" + DETACH_KEYS);
        request.user().ifPresent(user -> words.add("--uid=" + user));
        request.group().ifPresent(group -> words.add("--gid=" + group));
        request.groups().ifPresent(groups -> words.add("--groups=" + String.join(",", groups)));
        request.directory().ifPresent(directory -> words.add("--cwd=" + directory));
        request.architecture().ifPresent(arch -> words.add("--arch=" + arch));
        request.reason().ifPresent(reason -> words.add("--reason=" + reason));
        request.pid().ifPresent(pid -> words.add("--pid=" + pid));
        for (Map.Entry<String, String> variable : request.set().entrySet()) {
            words.add("--set-var=" + variable.getKey() + "=" + variable.getValue());
        }
        privileges(request, words);
        if (!request.command().isEmpty()) {
            words.add("--");
            words.addAll(request.command());
        }
        return words;
    }

    private static void privileges(AttachRequest request, List<String> words) {
        if (request.environment() == AttachRequest.Environment.CLEAR) {
            words.add("--clear-env");
        }
        if (!request.elevated().isEmpty()) {
            words.add("--elevated-privileges="
                    + request.elevated().stream().sorted().map(Enum::name).collect(Collectors.joining(",")));
        }
        if (!request.namespaces().isEmpty()) {
            words.add("--namespaces="
                    + request.namespaces().stream()
                            .sorted()
                            .map(type -> type == NamespaceType.MNT ? "MOUNT" : type.name())
                            .collect(Collectors.joining(",")));
        }
        if (request.remount()) {
            words.add("--remount-sys-proc");
        }
    }
}
