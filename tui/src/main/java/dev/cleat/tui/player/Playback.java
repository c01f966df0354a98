package dev.cleat.tui.player;

import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.Replay.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a recording is being looked at, and how that moves with time and keys. Does no input or output. */
final class Playback {

    private static final double SLOWEST = 0.25;
    private static final double FASTEST = 16;
    private static final Duration JUMP = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofNanos(1000);

    /** A mark is told as long after it. */
    private static final Duration TOLD = Duration.ofSeconds(3);

    private final Replay replay;
    private final List<Mark> marks;
    private final Optional<Duration> idle;
    private double speed;
    private Duration position;
    private boolean running;
    private long lastNanos;

    Playback(Replay replay, double speed, Optional<Duration> idle, Duration begin) {
        this.replay = replay;
        this.marks = replay.marks();
        this.speed = speed;
        this.idle = idle;
        this.position = bounded(begin);
    }

    private Duration bounded(Duration time) {
        if (time.isNegative()) {
            return Duration.ZERO;
        }
        return time.compareTo(replay.length()) > 0 ? replay.length() : time;
    }

    void resume(long nowNanos) {
        running = true;
        lastNanos = nowNanos;
    }

    /** Moves on by the time that has passed; a wait longer than allowed is cut short. */
    void advance(long nowNanos) {
        if (!running) {
            return;
        }
        Duration passed = Duration.ofNanos((long) ((nowNanos - lastNanos) * speed));
        lastNanos = nowNanos;
        if (idle.isPresent()) {
            Duration longest = idle.get();
            Duration next = replay.next(position).orElse(replay.length());
            if (next.minus(position).compareTo(longest) > 0) {
                position = next.minus(longest);
            }
        }
        position = bounded(position.plus(passed));
        running = position.compareTo(replay.length()) < 0;
    }

    /** How long nothing is to be drawn. */
    Duration wait(Duration most) {
        if (!running) {
            return Duration.ofSeconds(1);
        }
        Duration until = replay.next(position).orElse(replay.length()).minus(position);
        Duration real = Duration.ofNanos((long) (until.toNanos() / speed));
        return real.compareTo(most) > 0 ? most : real;
    }

    /** False when the operator has seen enough. */
    boolean press(String key, long nowNanos) {
        switch (key) {
            case "q", "Esc", "Ctrl-C", "Ctrl-D" -> {
                return false;
            }
            case " " -> toggle(nowNanos);
            case "Right", "l" -> seek(position.plus(JUMP));
            case "Left", "h" -> seek(position.minus(JUMP));
            case "." -> step();
            case "+", "=" -> speed = Math.min(FASTEST, 2 * speed);
            case "-" -> speed = Math.max(SLOWEST, speed / 2);
            case "n" ->
                marks.stream()
                        .filter(mark -> mark.time().compareTo(position) > 0)
                        .findFirst()
                        .ifPresent(mark -> seek(mark.time()));
            case "p" ->
                marks.stream()
                        .filter(mark -> mark.time().plusSeconds(1).compareTo(position) < 0)
                        .reduce((first, second) -> second)
                        .ifPresentOrElse(mark -> seek(mark.time()), () -> seek(Duration.ZERO));
            case "Home", "g", "0" -> seek(Duration.ZERO);
            case "End", "G" -> seek(replay.length());
            default -> {}
        }
        return true;
    }

    private void toggle(long nowNanos) {
        if (running) {
            running = false;
        } else {
            position = position.equals(replay.length()) ? Duration.ZERO : position;
            resume(nowNanos);
        }
    }

    private void seek(Duration time) {
        position = bounded(time);
    }

    /** To the next change, and waits there. */
    private void step() {
        running = false;
        seek(replay.next(position).orElse(replay.length()));
    }

    Duration position() {
        return position;
    }

    String word() {
        if (position.compareTo(replay.length()) >= 0) {
            return "end";
        }
        return running ? "play" : "pause";
    }

    String speedText() {
        return speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed);
    }

    /** What was marked just now. */
    Optional<String> mark() {
        return marks.stream()
                .filter(mark -> mark.time().compareTo(position.plus(MOMENT)) <= 0
                        && position.minus(mark.time()).compareTo(TOLD) < 0)
                .reduce((first, second) -> second)
                .map(Mark::label);
    }
}
