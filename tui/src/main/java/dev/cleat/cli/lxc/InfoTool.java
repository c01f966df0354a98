package dev.cleat.cli.lxc;

import dev.cleat.cli.lxc.LxcContainers.LxcContainer;
import dev.cleat.cli.output.VisibleText;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code lxc-info}. */
final class InfoTool implements LxcTool {

    private static final double NANOS = 1e9;
    private static final int UNIT = 1024;

    @Override
    public String meaning() {
        return "tells about the container NAME";
    }

    @Override
    public List<LxcOption> options() {
        return List.of(
                LxcOption.value('c', "config", "KEY", "what its configuration of LXC says of KEY"),
                LxcOption.flag('i', "ips", "its addresses"),
                LxcOption.flag('p', "pid", "the pid of its init"),
                LxcOption.flag('S', "stats", "what it uses"),
                LxcOption.flag('H', "no-humanize", "figures as raw numbers"),
                LxcOption.flag('s', "state", "its state"));
    }

    @Override
    public int run(LxcCall call) throws ContainerException, IOException {
        Optional<LxcContainer> found = LxcContainers.read(call).find(call.name());
        if (found.isEmpty()) {
            call.messages().error(call.name() + " doesn't exist");
            return 1;
        }
        StringBuilder text = new StringBuilder();
        for (Line line : lines(found.get(), call.words())) {
            String value = VisibleText.of(line.value());
            text.append(line.isBare() ? value : String.format(Locale.ROOT, "%-15s %s", line.label() + ":", value));
            text.append('\n');
        }
        config(found.get(), call, text);
        call.out().print(text);
        return 0;
    }

    private record Line(String label, String value, boolean isBare) {}

    private static List<Line> lines(LxcContainer container, LxcWords words) {
        boolean raw = words.has("no-humanize");
        boolean all = !words.has("state")
                && !words.has("pid")
                && !words.has("ips")
                && !words.has("stats")
                && !words.has("config");
        List<Line> lines = new ArrayList<>();
        if (all) {
            lines.add(new Line("Name", container.name(), false));
        }
        if (all || words.has("state")) {
            lines.add(new Line("State", container.state().name(), raw && !all));
        }
        Optional<ContainerSummary> running = container.running();
        if (running.isPresent() && (all || words.has("pid"))) {
            lines.add(new Line("PID", Long.toString(running.get().pid()), raw && !all));
        }
        if (running.isPresent() && (all || words.has("ips"))) {
            container.net().all().forEach(address -> lines.add(new Line("IP", address, raw && !all)));
        }
        if (running.isPresent() && (all || words.has("stats"))) {
            stats(running.get().usage(), raw, lines);
        }
        return lines;
    }

    private static void stats(Usage usage, boolean raw, List<Line> lines) {
        usage.cpuNanos()
                .ifPresent(nanos -> lines.add(new Line(
                        "CPU use",
                        raw ? Long.toString(nanos) : String.format(Locale.ROOT, "%.2f seconds", nanos / NANOS),
                        false)));
        if (usage.ioReadBytes().isPresent() && usage.ioWriteBytes().isPresent()) {
            long bytes = usage.ioReadBytes().getAsLong() + usage.ioWriteBytes().getAsLong();
            lines.add(new Line("BlkIO use", bytes(OptionalLong.of(bytes), raw), false));
        }
        if (usage.memoryBytes().isPresent()) {
            lines.add(new Line("Memory use", bytes(usage.memoryBytes(), raw), false));
        }
    }

    private static String bytes(OptionalLong number, boolean raw) {
        long bytes = number.getAsLong();
        if (raw) {
            return Long.toString(bytes);
        }
        if (bytes < UNIT) {
            return bytes + " bytes";
        }
        double scaled = bytes;
        int power = 0;
        while (scaled >= UNIT && power < 3) {
            scaled /= UNIT;
            power++;
        }
        return String.format(
                Locale.ROOT, "%.2f %siB", scaled, List.of("", "K", "M", "G").get(power));
    }

    /** A value for each line that sets it; alone and raw, without the key. */
    private static void config(LxcContainer container, LxcCall call, StringBuilder text) {
        List<String> keys = call.words().values("config");
        boolean bare = call.words().has("no-humanize") && keys.size() == 1;
        LxcConfigText config = LxcConfigText.of(
                container.running().flatMap(ContainerSummary::definition).or(container::definition));
        for (String key : keys) {
            List<String> values = config.values(key);
            if (values.isEmpty()) {
                call.messages().error(key + " invalid");
            }
            values.forEach(value -> text.append(bare ? "" : key + " = ")
                    .append(VisibleText.of(value))
                    .append('\n'));
        }
    }
}
