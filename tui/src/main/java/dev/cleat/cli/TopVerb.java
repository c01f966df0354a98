package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.cli.output.UsageTable;
import dev.cleat.cli.output.UsageTable.Order;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.OperatorTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code top}: a live table of what containers use, the largest first. Without a terminal it is printed once. */
final class TopVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "top",
            "watch what containers use; c m p i n sort, r turns round, q ends",
            Operands.NONE,
            false,
            List.of(Option.value("--interval", "TIME", "between two readings, default 1s")),
            List.of());

    private static final int HUNG_UP = 129;
    private static final String BEGIN = "\u001b[?1049h\u001b[?25l"; // alternate screen, no cursor (xterm, DECTCEM)
    private static final String END = "\u001b[?25h\u001b[?1049l";

    private Order order = Order.CPU;
    private boolean inverted;

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        Duration interval =
                TimeOption.of(SPEC.name(), call.arguments(), "--interval").orElse(StatsVerb.USUAL);
        try (Engine engine = call.openEngine()) {
            if (!call.out().isTerminal()) {
                engine.list(); // the first reading knows no shares
                Thread.sleep(interval.toMillis());
                call.out().print(UsageTable.render(rows(engine), call.here().coloursResults()));
                return ExitStatus.DONE;
            }
            try (OperatorTerminal terminal = engine.openTerminal()) {
                terminal.setFarewell(() -> END.getBytes(StandardCharsets.US_ASCII));
                write(terminal, BEGIN);
                return watch(engine, terminal, interval, call.here().coloursResults());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.DONE;
        }
    }

    private int watch(Engine engine, OperatorTerminal terminal, Duration interval, boolean coloured)
            throws ContainerException {
        byte[] typed = new byte[64];
        List<ContainerSummary> rows = rows(engine);
        long due = System.nanoTime();
        while (true) {
            if (System.nanoTime() >= due) {
                rows = rows(engine);
                due = System.nanoTime() + interval.toNanos();
            }
            draw(terminal, rows, coloured);
            int count = terminal.read(typed, Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            if (count < 0) {
                return HUNG_UP;
            }
            for (int i = 0; i < count; i++) {
                if (isEnd(typed[i])) {
                    return ExitStatus.DONE;
                }
                sortBy(typed[i]);
            }
            rows = sorted(rows);
        }
    }

    /** q, Ctrl-C, Ctrl-D. */
    private static boolean isEnd(byte key) {
        return key == 'q' || key == 3 || key == 4;
    }

    private void sortBy(byte key) {
        switch (key) {
            case 'c' -> order = Order.CPU;
            case 'm' -> order = Order.MEMORY;
            case 'p' -> order = Order.PIDS;
            case 'i', 'b' -> order = Order.IO;
            case 'n' -> order = Order.NAME;
            case 'r' -> inverted = !inverted;
            default -> {
                return; // no other key means anything
            }
        }
    }

    private List<ContainerSummary> rows(Engine engine) throws ContainerException {
        return sorted(engine.list().stream()
                .filter(container -> container.state().isLive())
                .toList());
    }

    private List<ContainerSummary> sorted(List<ContainerSummary> containers) {
        List<ContainerSummary> sorted = new ArrayList<>(containers);
        sorted.sort(order.comparator());
        if (inverted) {
            Collections.reverse(sorted);
        }
        return sorted;
    }

    /** Every line anew, each up to its end: nothing flickers, because nothing is cleared before. */
    private void draw(OperatorTerminal terminal, List<ContainerSummary> rows, boolean coloured) {
        int room = Math.max(1, terminal.size().rows() - 2);
        StringBuilder screen = new StringBuilder("\u001b[H\u001b[?7l"); // too long lines are cut, not wrapped (DECAWM)
        screen.append("cleat top  ").append(rows.size()).append(" running, by ").append(order.word());
        screen.append(inverted ? ", turned round" : "").append("\u001b[K\r\n");
        List<ContainerSummary> shown = rows.subList(0, Math.min(Math.max(0, room - 1), rows.size()));
        UsageTable.render(shown, coloured)
                .lines()
                .forEach(line -> screen.append(line).append("\u001b[K\r\n"));
        write(terminal, screen.append("\u001b[J\u001b[?7h").toString());
    }

    private static void write(OperatorTerminal terminal, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
    }
}
