package dev.cleat.engine.definition;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Node.Entry;
import dev.cleat.engine.definition.Node.Mapping;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code sysctl:}: only what belongs to a namespace of the container's own. A name becomes a path below /proc/sys and a
 * value is written there as it is, so both are plain: a name or value that smuggled in another one is how
 * CVE-2022-0811 changed kernel.core_pattern of the host.
 */
final class SysctlKeys implements Type<Map<String, String>> {

    /** One page: what a file of /proc/sys takes in one write (fs/proc/proc_sysctl.c). */
    private static final int LONGEST = 4096;

    /** sysctl names of System V IPC, which belong to an ipc namespace (ipc/ipc_sysctl.c). */
    private static final Set<String> IPC = Set.of(
            "kernel.auto_msgmni",
            "kernel.msg_next_id",
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.sem_next_id",
            "kernel.shm_next_id",
            "kernel.shm_rmid_forced",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni");

    @Override
    public Optional<Map<String, String>> read(Node node, String key, Reading reading) {
        if (!(node instanceof Mapping mapping)) {
            reading.problems().add(node.place(), key + ": must be a map, as {NAME: VALUE}, not " + node.kind());
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            Optional<String> value = Scalars.line().read(entry.value(), key + "." + entry.key(), reading);
            Optional<String> name = name(entry, key, reading);
            if (value.isPresent() && value.get().length() >= LONGEST) {
                reading.problems().add(entry.value().place(), key + "." + entry.key() + ": is longer than a page");
            } else if (name.isPresent() && value.isPresent()) {
                values.put(name.get(), value.get());
            }
        }
        return Optional.of(Collections.unmodifiableMap(values));
    }

    private static Optional<String> name(Entry entry, String key, Reading reading) {
        String name = dotted(entry.key());
        String subject = key + ": \"" + entry.key() + "\" ";
        if (!isName(name)) {
            reading.problems().add(entry.place(), subject + "is not a kernel parameter (as net.ipv4.ip_forward)");
            return Optional.empty();
        }
        if (name.equals("kernel.hostname") || name.equals("kernel.domainname")) {
            String own = name.substring("kernel.".length());
            reading.problems().add(entry.place(), subject + "is said by the key " + own);
            return Optional.empty();
        }
        Optional<NamespaceType> owner = owner(name);
        if (owner.isEmpty()) {
            reading.problems()
                    .add(entry.place(), subject + "is the whole host's, not a container's; set it on the host");
            return Optional.empty();
        }
        String kind = owner.get().definitionKey();
        reading.contradictions()
                .note(
                        entry.place(),
                        definition -> !definition.isPrivate(owner.get()),
                        definition -> subject + "belongs to the " + kind + " namespace, but namespaces." + kind + " is "
                                + definition.namespaces().get(owner.get()).text());
        return Optional.of(name);
    }

    private static Optional<NamespaceType> owner(String name) {
        if (name.startsWith("net.")) {
            return Optional.of(NamespaceType.NET);
        }
        if (IPC.contains(name) || name.startsWith("fs.mqueue.")) {
            return Optional.of(NamespaceType.IPC);
        }
        return name.startsWith("user.") ? Optional.of(NamespaceType.USER) : Optional.empty();
    }

    /** {@code net/ipv4/conf/eth0.1/forwarding} is {@code net.ipv4.conf.eth0/1.forwarding}, as in sysctl(8). */
    private static String dotted(String name) {
        int slash = name.indexOf('/');
        int dot = name.indexOf('.');
        if (slash < 0 || dot >= 0 && dot < slash) {
            return name;
        }
        StringBuilder dotted = new StringBuilder();
        name.chars().forEach(c -> dotted.append(c == '/' ? '.' : c == '.' ? '/' : (char) c));
        return dotted.toString();
    }

    /** Parts between dots become directories: none may be empty or lead upwards. */
    private static boolean isName(String name) {
        if (name.length() > LONGEST || !name.matches("[A-Za-z0-9_./-]+") || name.indexOf('.') < 0) {
            return false;
        }
        for (String part : name.split("\\.", -1)) {
            String file = part.replace('/', '.');
            if (file.isEmpty() || file.equals(".") || file.equals("..")) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void schema(JsonGenerator json) throws IOException {
        new MapOf<>(Scalars.line(), Scalars.line()).schema(json);
    }
}
