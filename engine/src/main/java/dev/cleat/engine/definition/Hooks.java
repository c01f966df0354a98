package dev.cleat.engine.definition;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Programs run at fixed points of the container's life, {@code hooks:}. */
public record Hooks(Map<Point, List<Hook>> hooks, Abi abi) {

    public static final Hooks NONE = new Hooks(Map.of(), Abi.ENV);

    public Hooks {
        EnumMap<Point, List<Hook>> copy = new EnumMap<>(Point.class);
        hooks.forEach((point, list) -> copy.put(point, List.copyOf(list)));
        hooks = Collections.unmodifiableMap(copy);
    }

    /** Those of one point, in order. */
    public List<Hook> at(Point point) {
        return hooks.getOrDefault(point, List.of());
    }

    /** When, where, and the names LXC (LXC_HOOK_TYPE) and OCI give it; empty: it has none there. */
    public enum Point {
        PRE_START("preStart", "pre-start", "", Where.HOST),
        CREATE_RUNTIME("createRuntime", "", "createRuntime", Where.HOST),
        PRE_MOUNT("preMount", "pre-mount", "", Where.MOUNT_NAMESPACE),
        MOUNT("mount", "mount", "createContainer", Where.MOUNT_NAMESPACE),
        AUTODEV("autodev", "autodev", "", Where.MOUNT_NAMESPACE),
        START_HOST("startHost", "start-host", "", Where.HOST),
        START("start", "start", "startContainer", Where.CONTAINER),
        POST_START("postStart", "", "poststart", Where.HOST),
        STOP("stop", "stop", "", Where.HOST),
        POST_STOP("postStop", "post-stop", "poststop", Where.HOST),
        CLONE("clone", "clone", "", Where.HOST),
        DESTROY("destroy", "destroy", "", Where.HOST),
        ATTACH("attach", "", "", Where.HOST),
        DETACH("detach", "", "", Where.HOST);

        private final String key;
        private final String lxcName;
        private final String ociName;
        private final Where where;

        Point(String key, String lxcName, String ociName, Where where) {
            this.key = key;
            this.lxcName = lxcName;
            this.ociName = ociName;
            this.where = where;
        }

        /** The key below {@code hooks:}. */
        public String key() {
            return key;
        }

        /** LXC_HOOK_TYPE; empty: LXC has no such point. */
        public String lxcName() {
            return lxcName;
        }

        /** The list in OCI's config.json; empty: OCI has no such point. */
        public String ociName() {
            return ociName;
        }

        public Where where() {
            return where;
        }
    }

    /** MOUNT_NAMESPACE: a program of the host's files, in the container's namespaces, before the pivot. */
    public enum Where {
        HOST,
        MOUNT_NAMESPACE,
        CONTAINER
    }

    /** How a hook is told about the container. */
    public enum Abi {
        ENV,
        ARGS,
        OCI_STDIN
    }

    /**
     * One program.
     *
     * @param path absolute
     * @param timeout killed and failed after it
     * @param abort true: its failure fails the flow; false: it is a warning
     */
    public record Hook(
            Path path, List<String> arguments, Map<String, String> environment, Duration timeout, boolean abort) {
        public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

        public Hook {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }
}
