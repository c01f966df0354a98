package dev.cleat.remote;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.NamespaceInfo;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.ProcessInfo;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code --json} of the verbs about one container prints, as records again. */
final class FarDetails {

    private static final int MOST_LAST_LINES = 20;

    private FarDetails() {}

    /** {@code info}. */
    static ContainerDetail detail(FarAnswer answer) throws StrangeAnswerException {
        Fields row = answer.object("container");
        ContainerSummary summary = FarLists.container(row);
        return new ContainerDetail(
                summary,
                row.texts("hostname"),
                row.texts("rootfs"),
                row.textList("command"),
                processes(row),
                namespaces(row.object("namespaceMembers"), summary),
                paths(row),
                row.textMap("pressure"),
                row.wholeText("definitionText"),
                row.path("consoleLog"),
                row.texts("lastEnd"));
    }

    private static List<ProcessInfo> processes(Fields row) throws StrangeAnswerException {
        List<ProcessInfo> processes = new ArrayList<>();
        for (Fields process : row.objects("processes")) {
            processes.add(process(process));
        }
        return processes;
    }

    static ProcessInfo process(Fields process) throws StrangeAnswerException {
        String state = process.text("state");
        return new ProcessInfo(
                process.numberOr("pid", 0),
                process.numberOr("insidePid", 0),
                process.numberOr("parentPid", 0),
                process.numberOr("uid", 0),
                state.isEmpty() ? '?' : state.charAt(0),
                process.numberOr("cpuUsageNanos", 0),
                process.numberOr("memoryBytes", 0),
                process.text("command"));
    }

    private static List<NamespaceInfo> namespaces(Fields members, ContainerSummary summary)
            throws StrangeAnswerException {
        List<NamespaceInfo> namespaces = new ArrayList<>();
        for (NamespaceType type : NamespaceType.values()) {
            if (members.has(type.procName())) {
                Fields one = members.object(type.procName());
                namespaces.add(new NamespaceInfo(
                        type, summary.namespaces().getOrDefault(type, 0L), one.flag("host"), one.textList("members")));
            }
        }
        return namespaces;
    }

    private static Map<String, Path> paths(Fields row) throws StrangeAnswerException {
        Map<String, Path> paths = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : row.textMap("cgroups").entrySet()) {
            try {
                paths.put(entry.getKey(), Path.of(entry.getValue()));
            } catch (InvalidPathException e) {
                throw new StrangeAnswerException("container: cgroups: is no path");
            }
        }
        return paths;
    }

    /** {@code why}. */
    static EndReport end(FarAnswer answer) throws StrangeAnswerException {
        Fields row = answer.object("end");
        List<String> lines = row.textList("lastLines");
        return new EndReport(
                row.name("name"),
                row.constant("state", ContainerState.class),
                row.time("started"),
                row.time("ended"),
                row.smalls("exitCode"),
                row.smalls("signal"),
                row.text("conclusion"),
                row.textMap("facts"),
                lines.subList(0, Math.min(MOST_LAST_LINES, lines.size())));
    }
}
