package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.engine.api.ContainerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tools by name, and what all of them have in common. */
public final class LxcTools {

    private static final int FAILED = 1;

    private static final List<LxcOption> COMMON = List.of(
            LxcOption.value('n', "name", "NAME", "NAME of the container"),
            LxcOption.value('o', "logfile", "FILE", "append messages to FILE instead of standard error"),
            LxcOption.value('l', "logpriority", "LEVEL", "tell what matters as much as LEVEL"),
            LxcOption.flag('q', "quiet", "tell nothing"),
            LxcOption.value('P', "lxcpath", "PATH", "where NAME/container.yaml or NAME/config is"),
            LxcOption.value("rcfile", "FILE", "the definition or configuration FILE"),
            LxcOption.flag('h', "help", "give this help"),
            LxcOption.flag("usage", "give a short help"),
            LxcOption.flag("version", "print the version"));

    private LxcTools() {}

    /** True when {@code name} is that of a tool this version has. */
    public static boolean has(String name) {
        return find(name).isPresent();
    }

    /** True when an interruption has to wait until what was begun is undone. */
    public static boolean isFlow(String name) {
        return find(name).map(LxcTool::isFlow).orElse(false);
    }

    private static Optional<LxcTool> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "lxc-start" -> new StartTool();
                    case "lxc-stop" -> new StopTool();
                    case "lxc-execute" -> new ExecuteTool();
                    case "lxc-console" -> new ConsoleTool();
                    case "lxc-attach" -> new AttachTool();
                    case "lxc-ls" -> new ListTool();
                    case "lxc-info" -> new InfoTool();
                    case "lxc-wait" -> new WaitTool();
                    case "lxc-monitor" -> new MonitorTool();
                    case "lxc-freeze" -> new FreezeTool(true);
                    case "lxc-unfreeze" -> new FreezeTool(false);
                    case "lxc-autostart" -> new AutostartTool();
                    default -> null;
                });
    }

    /** Runs the tool {@code name} and returns its exit status; what goes wrong is told. */
    public static int run(String name, List<String> arguments, String version, LxcHost host) throws IOException {
        LxcTool tool = find(name).orElseThrow();
        List<LxcOption> options = new ArrayList<>(tool.options());
        COMMON.stream()
                .filter(common -> options.stream().noneMatch(own -> own.name().equals(common.name())))
                .toList()
                .forEach(options::add);
        LxcMessages messages = plain(name, host);
        try {
            LxcWords words = LxcWords.parse(options, arguments);
            if (words.has("help") || words.has("usage")) {
                host.out().print(help(name, tool, options));
                return 0;
            }
            if (words.has("version")) {
                host.out().print(version + "\n");
                return 0;
            }
            messages = LxcMessages.of(name, words, host.err());
            return run(tool, call(tool, words, host, messages));
        } catch (WrongException e) {
            messages.error(e.getMessage() + "; see " + name + " --help");
        } catch (ContainerException e) {
            messages.error(e.describe());
        } catch (RuntimeException | LinkageError e) {
            // A mistake or a broken installation of ours: say so instead of printing a stack trace over the terminal.
            messages.error("internal error: " + e);
        }
        return FAILED;
    }

    private static LxcMessages plain(String name, LxcHost host) {
        try {
            return LxcMessages.of(name, LxcWords.parse(List.of(), List.of()), host.err());
        } catch (WrongException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int run(LxcTool tool, LxcCall call) throws ContainerException, WrongException, IOException {
        if (tool.needsName() && call.givenName().isEmpty()) {
            throw new WrongException("No container name specified");
        }
        return tool.run(call);
    }

    /** Without {@code -n} the first operand is the name. */
    private static LxcCall call(LxcTool tool, LxcWords words, LxcHost host, LxcMessages messages) {
        List<String> operands = words.operands();
        Optional<String> name = words.value("name");
        if (name.isEmpty() && tool.needsName() && !operands.isEmpty()) {
            return new LxcCall(
                    words, Optional.of(operands.get(0)), operands.subList(1, operands.size()), host, messages);
        }
        return new LxcCall(words, name, operands, host, messages);
    }

    private static String help(String name, LxcTool tool, List<LxcOption> options) {
        StringBuilder help = new StringBuilder();
        help.append("Usage: ")
                .append(name)
                .append(tool.needsName() ? " --name=NAME" : "")
                .append(" [OPTION]...\n\n");
        help.append(name).append(' ').append(tool.meaning()).append("\n\nOptions :\n");
        int width = options.stream()
                .mapToInt(option -> option.shape().length())
                .max()
                .orElse(0);
        for (LxcOption option : options) {
            String shape = option.shape();
            help.append(shape)
                    .append(" ".repeat(width - shape.length() + 2))
                    .append(option.meaning())
                    .append('\n');
        }
        return help.toString();
    }
}
