package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Hooks.Point;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The state of a container as OCI hooks read it on standard input (runtime-spec, runtime.md, State). */
final class OciState {

    private static final String VERSION = "1.2.0";

    private OciState() {}

    /** @param pid init's, as the hook sees it; empty: there is none */
    static String of(
            String container, Point point, Optional<String> pid, Path bundle, Map<String, String> annotations) {
        StringBuilder json = new StringBuilder(256);
        json.append("{\"ociVersion\":").append(quoted(VERSION));
        json.append(",\"id\":").append(quoted(container));
        json.append(",\"status\":").append(quoted(status(point)));
        pid.ifPresent(number -> json.append(",\"pid\":").append(number));
        json.append(",\"bundle\":").append(quoted(bundle.toString()));
        json.append(annotations.entrySet().stream()
                .map(annotation -> quoted(annotation.getKey()) + ":" + quoted(annotation.getValue()))
                .collect(Collectors.joining(",", ",\"annotations\":{", "}")));
        return json.append("}\n").toString();
    }

    private static String status(Point point) {
        return switch (point) {
            case PRE_START, CREATE_RUNTIME, PRE_MOUNT, MOUNT, AUTODEV -> "creating";
            case START_HOST, START -> "created";
            case POST_START, ATTACH, DETACH -> "running";
            case STOP, POST_STOP, CLONE, DESTROY -> "stopped";
        };
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
