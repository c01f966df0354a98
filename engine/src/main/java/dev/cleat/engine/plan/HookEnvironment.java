package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.Definition.ConsoleMode;
import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.InitProcess.Environment;
import dev.cleat.engine.plan.HookPlan.Subject;
import dev.cleat.engine.plan.StartPlan.ConsolePlan;
import dev.cleat.engine.plan.StartPlan.RootPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What hooks are told that is known before the start: the variables of LXC's hooks (lxc.container.conf(5)) and the definition's. */
final class HookEnvironment {

    private HookEnvironment() {}

    static HookPlan plan(Definition definition, Optional<RootPlan> root, ConsolePlan console) {
        return new HookPlan(definition.hooks(), variables(definition, root, console), subject(definition));
    }

    private static Subject subject(Definition definition) {
        Path file = definition.file().toAbsolutePath();
        return new Subject(
                definition.name(),
                Optional.ofNullable(file.getParent()).orElse(file),
                definition.description().annotations(),
                definition.privateNamespaces());
    }

    /** LXC's names last: a definition cannot lie to a hook about whom it is for. */
    private static Map<String, String> variables(Definition definition, Optional<RootPlan> root, ConsolePlan console) {
        Environment defined = definition.process().environment();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", InitProgram.DEFAULT_PATH);
        variables.putAll(defined.variables());
        variables.putAll(defined.hooksOnly());
        variables.put("LXC_NAME", definition.name());
        variables.put("LXC_CONFIG_FILE", definition.file().toAbsolutePath().toString());
        root.ifPresent(
                plan -> variables.put("LXC_ROOTFS_MOUNT", plan.directory().toString()));
        definition.rootfs().ifPresent(rootfs -> variables.put("LXC_ROOTFS_PATH", path(rootfs.source())));
        if (definition.console().mode() == ConsoleMode.NONE) {
            variables.put("LXC_CONSOLE", "none");
        }
        console.log().ifPresent(log -> variables.put("LXC_CONSOLE_LOGPATH", log.toString()));
        variables.put("LXC_CGNS_AWARE", definition.isPrivate(NamespaceType.CGROUP) ? "1" : "0");
        variables.put("LXC_LOG_LEVEL", "WARN");
        return variables;
    }

    private static String path(RootSource source) {
        if (source instanceof RootSource.Directory directory) {
            return directory.path().toString();
        }
        if (source instanceof RootSource.Image image) {
            return image.path().toString();
        }
        if (source instanceof RootSource.Overlay overlay) {
            String lower = overlay.lower().stream().map(Path::toString).collect(Collectors.joining(":"));
            return "overlay:" + lower + ":" + overlay.upper();
        }
        return "/";
    }
}
