package dev.cleat.engine.runtime;

import dev.cleat.engine.definition.Life.Restart;
import dev.cleat.engine.definition.Life.RestartPolicy;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.SavedLife;
import dev.cleat.engine.state.StopMark;
import java.time.Duration;
import java.util.Optional;

/**
 * What comes after a life.
 *
 * @param what is to be done
 * @param delay before another life
 * @param restarts that other life's {@link dev.cleat.engine.state.SavedOrigin#restarts}
 * @param reason one clause
 */
record NextLife(What what, Duration delay, int restarts, String reason) {

    /** reboot(2) inside kills init with these (pid_namespaces(7)). */
    private static final int REBOOT = 1;

    private static final int HALT = 2;

    private static final int MOST_DOUBLINGS = 30;

    /** From this life on, one that reboots at once waits for the next. */
    private static final int REBOOTS_AT_ONCE = 5;

    private static final Duration SHORT_LIFE = Duration.ofSeconds(10);

    /** The keeper counts in whole seconds. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    enum What {
        NOTHING,
        ANOTHER,
        DESTROY
    }

    /** Decides, from what was saved when it began and how it ended. */
    static NextLife after(SavedContainer saved, ExitRecord exit, Optional<StopMark> mark) {
        SavedLife life = saved.life();
        if (mark.isPresent()) {
            boolean again = mark.get().reboot();
            return again || !life.ephemeral()
                    ? nothing("stopped by " + mark.get().by())
                    : destroy();
        }
        if (isReboot(saved, exit)) {
            return new NextLife(What.ANOTHER, rest(saved, exit), 0, "rebooted from inside");
        }
        if (wants(life, exit)) {
            return again(saved, exit);
        }
        return life.ephemeral() ? destroy() : nothing(exit.describe());
    }

    /** True when reboot(2) inside ended it. */
    static boolean isReboot(SavedContainer saved, ExitRecord exit) {
        return saved.life().ownPids() && exit.signal().orElse(0) == REBOOT;
    }

    /** True when reboot(2) inside, to halt or to power off, ended it. */
    static boolean isHalt(SavedContainer saved, ExitRecord exit) {
        return saved.life().ownPids() && exit.signal().orElse(0) == HALT;
    }

    private static boolean wants(SavedLife life, ExitRecord exit) {
        boolean failed = exit.exitCode().orElse(0) != 0
                || exit.signal().isPresent()
                        && !(life.ownPids() && exit.signal().getAsInt() == HALT);
        RestartPolicy policy = life.restart().policy();
        return switch (policy) {
            case NO -> false;
            case ON_FAILURE -> failed;
            case ALWAYS, UNLESS_STOPPED -> true;
        };
    }

    private static NextLife again(SavedContainer saved, ExitRecord exit) {
        Restart restart = saved.life().restart();
        int before = lived(exit).compareTo(restart.maxBackoff()) > 0
                ? 0
                : saved.origin().restarts();
        return another(restart, before, exit.describe());
    }

    /** A start is work of the host, which no limit of the container holds: none may have it without end. */
    private static Duration rest(SavedContainer saved, ExitRecord exit) {
        boolean isSeldom = saved.origin().boots() < REBOOTS_AT_ONCE;
        Duration left = isSeldom ? Duration.ZERO : SHORT_LIFE.minus(lived(exit));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration lived(ExitRecord exit) {
        return exit.started()
                .map(started -> Duration.between(started, exit.ended()).minus(CLOCK_STEP))
                .filter(lived -> !lived.isNegative())
                .orElse(Duration.ZERO);
    }

    /** One more after {@code before} restarts without a long life between them. */
    static NextLife another(Restart restart, int before, String how) {
        if (restart.maxRetries() > 0 && before >= restart.maxRetries()) {
            return nothing(how + "; not started again after " + before + " restarts");
        }
        long millis = restart.initialBackoff().toMillis() << Math.min(before, MOST_DOUBLINGS);
        boolean tooLong = millis < 0 || millis > restart.maxBackoff().toMillis();
        Duration delay = tooLong ? restart.maxBackoff() : Duration.ofMillis(millis);
        String reason = how + "; restart " + (before + 1) + " in " + delay.toMillis() + " ms";
        return new NextLife(What.ANOTHER, delay, before + 1, reason);
    }

    private static NextLife nothing(String reason) {
        return new NextLife(What.NOTHING, Duration.ZERO, 0, reason);
    }

    private static NextLife destroy() {
        return new NextLife(What.DESTROY, Duration.ZERO, 0, "ephemeral");
    }
}
