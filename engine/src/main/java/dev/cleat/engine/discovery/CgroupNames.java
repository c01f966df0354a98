package dev.cleat.engine.discovery;

import dev.cleat.engine.api.Runtime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a cgroup says about the container in it. Each runtime makes paths of its own form.
 *
 * <p>The first part that fits counts: what comes after it is in the hands of the container.
 */
final class CgroupNames {
    private static final String HASH = "(?<id>[0-9a-f]{64})";
    private static final String NAME = "(?<id>[^/]+)";

    private static final List<Form> FORMS = List.of(
            // podman: machine.slice/libpod-ID.scope, libpod_parent/libpod-ID; conmon is beside it in libpod-conmon-ID
            new Form("/libpod-" + HASH + "(\\.scope)?(?=/|$)", id -> Identity.ofHash(Runtime.PODMAN, id)),
            // docker: system.slice/docker-ID.scope with the systemd driver, /docker/ID with the cgroupfs driver
            new Form("/docker-" + HASH + "\\.scope(?=/|$)", id -> Identity.ofHash(Runtime.DOCKER, id)),
            new Form("/docker/" + HASH + "(?=/|$)", id -> Identity.ofHash(Runtime.DOCKER, id)),
            // containerd's CRI plug-in: kubepods...slice/cri-containerd-ID.scope, /kubepods/burstable/podUID/ID
            new Form("/cri-containerd-" + HASH + "\\.scope(?=/|$)", id -> Identity.ofHash(Runtime.CONTAINERD, id)),
            new Form("/kubepods/([^/]+/)?pod[^/]+/" + HASH + "(?=/|$)", id -> Identity.ofHash(Runtime.CONTAINERD, id)),
            // nerdctl and ctr: system.slice/nerdctl-ID.scope, /default/ID
            new Form("/nerdctl-" + HASH + "\\.scope(?=/|$)", id -> Identity.ofHash(Runtime.CONTAINERD, id)),
            // lxc 4 and later: lxc.payload.NAME; 3: lxc.payload/NAME; before: lxc/NAME
            new Form("/lxc\\.payload[./]" + NAME + "(?=/|$)", id -> Identity.of(Runtime.LXC, id)),
            new Form("/lxc/" + NAME + "(?=/|$)", id -> Identity.of(Runtime.LXC, id)),
            // nspawn: machine.slice/systemd-nspawn@NAME.service/payload, machine.slice/machine-NAME.scope
            new Form(
                    "/systemd-nspawn@(?<id>[^/]+)\\.service(/payload)?(?=/|$)",
                    id -> Identity.of(Runtime.NSPAWN, unescapeUnit(id))),
            new Form(
                    "/machine-(?!qemu)(?<id>[^/]+)\\.scope(/payload)?(?=/|$)",
                    id -> Identity.of(Runtime.NSPAWN, unescapeUnit(id))));

    private CgroupNames() {}

    private record Form(Pattern pattern, Function<String, Identity> identity) {
        Form(String regex, Function<String, Identity> identity) {
            this(Pattern.compile(regex), identity);
        }
    }

    /**
     * What was found.
     *
     * @param top the container's own cgroup: the path up to the part that names it
     */
    record Match(Identity identity, String top) {}

    /** The container whose cgroup {@code path} is in; parts before {@code from} belong to the container around it. */
    static Optional<Match> find(String path, int from) {
        Match first = null;
        for (Form form : FORMS) {
            Matcher matcher = form.pattern().matcher(path);
            if (matcher.find(from)
                    && (first == null || matcher.end() < first.top().length())) {
                first = new Match(form.identity().apply(matcher.group("id")), path.substring(0, matcher.end()));
            }
        }
        return Optional.ofNullable(first).filter(match -> match.identity().isPossible());
    }

    /** {@code \x2d} in the name of a unit is a dash (systemd.unit(5), "String escaping for inclusion in unit names"). */
    static String unescapeUnit(String name) {
        Matcher escape = Pattern.compile("\\\\x([0-9a-fA-F]{2})").matcher(name);
        return escape.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }
}
