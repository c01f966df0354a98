package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcContainers.LxcContainer;
import dev.cleat.cli.lxc.LxcWords.WrongException;
import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code lxc-ls}. */
final class ListTool implements LxcTool {

    private static final String DEFAULT_COLUMNS = "NAME,STATE,AUTOSTART,GROUPS,IPV4,IPV6,UNPRIVILEGED";

    @Override
    public String meaning() {
        return "lists containers";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.flag('1', "line", "one name a line"),
                LxcOption.flag('f', "fancy", "in columns"),
                LxcOption.value('F', "fancy-format", "LIST", "which columns: " + LxcColumn.names()),
                LxcOption.flag("active", "only those that run or are frozen"),
                LxcOption.flag("running", "the same"),
                LxcOption.flag("frozen", "only frozen ones"),
                LxcOption.flag("stopped", "only stopped ones"),
                LxcOption.flag("defined", "only those with a definition"),
                LxcOption.value("nesting", "NUM", "without effect: containers in containers are not looked for"),
                LxcOption.value("filter", "REGEX", "only those whose name it matches"),
                LxcOption.value('g', "groups", "LIST", "only those in all of these groups"));
    }

    @Override
    public boolean needsName() {
        return false;
    }

    @Override
    public int run(LxcCall call) throws ContainerException, WrongException, IOException {
        List<LxcColumn> columns =
                LxcColumn.of(call.words().value("fancy-format").orElse(DEFAULT_COLUMNS));
        Optional<Pattern> filter = filter(call);
        List<LxcContainer> chosen = new ArrayList<>();
        for (LxcContainer container : LxcContainers.read(call).all()) {
            boolean matches =
                    filter.isEmpty() || filter.get().matcher(container.name()).find();
            if (matches && isWanted(container, call.words())) {
                chosen.add(container);
            }
        }
        boolean isFancy = call.words().has("fancy"); // columns alone change nothing, as in lxc-ls
        call.out()
                .print(
                        isFancy
                                ? table(columns, chosen)
                                : names(chosen, call.words().has("line")));
        return 0;
    }

    private static Optional<Pattern> filter(LxcCall call) throws WrongException {
        Optional<String> operand = call.operands().stream().findFirst();
        Optional<String> text = call.words().value("filter").or(() -> operand);
        try {
            return text.map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new WrongException("failed to compile the regex '" + text.orElse("") + "'");
        }
    }

    private static boolean isWanted(LxcContainer container, LxcWords words) {
        ContainerState state = container.state();
        boolean anyState =
                !words.has("active") && !words.has("running") && !words.has("frozen") && !words.has("stopped");
        boolean inState = anyState
                || words.has("active") && state.isLive()
                || words.has("running") && state.isLive() // a frozen one runs, to lxc-ls
                || words.has("frozen") && state == ContainerState.FROZEN
                || words.has("stopped") && state == ContainerState.STOPPED;
        boolean isDefined = !words.has("defined") || container.definition().isPresent();
        List<String> groups = words.value("groups")
                .map(list -> Arrays.asList(list.split(",")))
                .orElse(List.of());
        return inState && isDefined && container.groups().containsAll(groups);
    }

    /** For people names stand beside each other, each with a blank behind it. */
    private static String names(List<LxcContainer> containers, boolean onePerLine) {
        StringBuilder text = new StringBuilder();
        int width =
                containers.stream().mapToInt(c -> c.name().length() + 1).max().orElse(0);
        for (LxcContainer container : containers) {
            String name = VisibleText.of(container.name());
            text.append(name)
                    .append(onePerLine ? "" : " ".repeat(Math.max(0, width - name.length())))
                    .append('\n');
        }
        return text.toString();
    }

    private static String table(List<LxcColumn> columns, List<LxcContainer> containers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(LxcColumn::name).toList());
        for (LxcContainer container : containers) {
            rows.add(columns.stream()
                    .map(column -> VisibleText.of(column.text(container)))
                    .toList());
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : containers.isEmpty() ? List.<List<String>>of() : rows) {
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(r -> r.get(column).length())
                        .max()
                        .orElse(0);
                text.append(String.format(Locale.ROOT, "%-" + width + "s ", row.get(i)));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
