package dev.cleat.tui;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The console on a real terminal, with a host that does not exist. Properties: {@code fake.many} how many containers
 * ({@code 0}: none), {@code fake.log} a log file, {@code fake.theme}, {@code fake.readonly}, {@code fake.ascii},
 * {@code fake.color}, {@code fake.refresh} milliseconds.
 */
public final class FakeConsole {

    private FakeConsole() {}

    public static void main(String[] arguments) throws ContainerException {
        Integer many = Integer.getInteger("fake.many");
        List<ContainerSummary> start = many == null ? FakeContainers.mixed() : FakeContainers.many(many);
        LivelyEngine engine = new LivelyEngine(start);
        Optional.ofNullable(System.getProperty("fake.log")).ifPresent(log -> engine.logIn(Path.of(log)));
        ConsoleOptions options = new ConsoleOptions(
                Optional.ofNullable(System.getProperty("fake.theme")),
                Boolean.getBoolean("fake.readonly"),
                Optional.of(Duration.ofMillis(Integer.getInteger("fake.refresh", 1000))),
                System.getProperty("fake.color", "auto"),
                Boolean.getBoolean("fake.ascii"));
        int status = Console.run(engine, options);
        System.out.println("ended with " + status);
        System.exit(status);
    }

    /** Figures move, steps take time, an attach echoes what is typed until Ctrl-a q. */
    private static final class LivelyEngine extends FakeEngine {

        private int reading;

        LivelyEngine(List<ContainerSummary> containers) {
            super(containers);
        }

        @Override
        public synchronized List<ContainerSummary> list() throws ContainerException {
            reading++;
            return super.list().stream().map(this::moved).toList();
        }

        private ContainerSummary moved(ContainerSummary c) {
            Usage u = c.usage();
            if (u.cpuPercent().isEmpty()) {
                return c;
            }
            double wave = 1 + Math.sin(reading / 5.0 + c.pid()) * 0.6;
            double memory = 0.85 + Math.sin(reading / 9.0 + c.pid()) * 0.15;
            return FakeContainers.using(
                    c,
                    new Usage(
                            OptionalDouble.of(u.cpuPercent().getAsDouble() * wave),
                            u.cpuNanos(),
                            u.cpuLimitPercent(),
                            OptionalLong.of((long) (u.memoryBytes().orElse(0) * memory)),
                            u.memoryLimitBytes(),
                            u.pids(),
                            u.pidsLimit(),
                            u.ioReadBytes(),
                            u.ioWriteBytes(),
                            u.throttledNanos(),
                            u.oomKills()));
        }

        @Override
        protected void pause() {
            try {
                new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal)
                throws ContainerException {
            super.attach(request, terminal);
            OperatorTerminal tty = terminal.orElseThrow();
            say(tty, "\u001b[?1h\u001b[?2004h\u001b[31mfake shell# ");
            byte[] bytes = new byte[64];
            boolean prefix = false;
            while (true) {
                int count = tty.read(bytes, Duration.ofSeconds(10));
                for (int i = 0; i < count; i++) {
                    if (prefix && bytes[i] == 'q') {
                        tty.unread(bytes, i + 1, count - i - 1);
                        return new CommandOutcome.Detached();
                    }
                    prefix = bytes[i] == 1;
                    tty.write(bytes, i, 1);
                }
                if (count < 0) {
                    return new CommandOutcome.HungUp();
                }
            }
        }

        private static void say(OperatorTerminal tty, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            tty.write(bytes, 0, bytes.length);
        }

        @Override
        public OperatorTerminal openTerminal() throws ContainerException {
            try {
                return new DevTty();
            } catch (IOException e) {
                throw new HostLimitException("no terminal: " + e.getMessage(), null);
            }
        }
    }
}
