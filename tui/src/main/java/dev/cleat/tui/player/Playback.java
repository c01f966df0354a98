package dev.cleat.tui.player;

import dev.cleat.engine.api.Timeline;
import dev.cleat.engine.api.Timeline.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where a recording is being looked at, and how that moves with time and keys. Does no input or output. */
final class Playback {

    private static final double SLOWEST = 0.25;
    private static final double FASTEST = 16;
    private static final Duration JUMP = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofNanos(1000);

    /** The longest wait when idle times are skipped and nobody said how long they may be. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** A mark is told as long after it. */
    private static final Duration TOLD = Duration.ofSeconds(3);

    private static final int LONGEST_TIME = 12;

    private final Timeline recording;
    private final List<Mark> marks;
    private final Duration longestIdle;
    private boolean skips;
    private double speed;
    private Duration position;
    private boolean running;
    private long lastNanos;
    private String time = "";
    private List<Mark> hits = List.of();

    Playback(Timeline recording, double speed, Optional<Duration> idle, Duration begin) {
        this.recording = recording;
        this.marks = recording.marks();
        this.speed = speed;
        this.skips = idle.isPresent();
        this.longestIdle = idle.orElse(SHORT);
        this.position = bounded(begin);
    }

    private Duration bounded(Duration wanted) {
        if (wanted.isNegative()) {
            return Duration.ZERO;
        }
        return wanted.compareTo(recording.length()) > 0 ? recording.length() : wanted;
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
        if (skips && nextChange().minus(position).compareTo(longestIdle) > 0) {
            position = nextChange().minus(longestIdle);
        }
        position = bounded(position.plus(passed));
        running = position.compareTo(recording.length()) < 0;
    }

    /** The screen is not there yet: time waits for it. */
    void hold(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** Goes no further than the screen came, and waits there. */
    void settle(Duration reached) {
        running = false;
        seek(reached);
    }

    private Duration nextChange() {
        return recording.next(position).orElse(recording.length());
    }

    /** How long nothing is to be drawn. */
    Duration wait(Duration most) {
        if (!running) {
            return Duration.ofSeconds(1);
        }
        Duration real = Duration.ofNanos((long) (nextChange().minus(position).toNanos() / speed));
        return real.compareTo(most) > 0 ? most : real;
    }

    /** False when the operator has seen enough. */
    boolean press(String key, long nowNanos) {
        if (isOfTime(key)) {
            time = time.length() < LONGEST_TIME ? time + key : time;
            return true;
        }
        String typed = time;
        time = "";
        switch (key) {
            case "q", "Ctrl-C", "Ctrl-D" -> {
                return false;
            }
            case "Esc" -> {
                return !typed.isEmpty();
            }
            case "G", "End" ->
                seek(
                        typed.isEmpty()
                                ? recording.length()
                                : ClockTime.parse(typed).orElse(position));
            case " ", "p" -> toggle(nowNanos);
            case "i" -> skips = !skips;
            case "+", "=", "}", ">" -> speed = Math.min(FASTEST, 2 * speed);
            case "-", "{", "<" -> speed = Math.max(SLOWEST, speed / 2);
            case "Backspace" -> speed = 1;
            default -> move(key);
        }
        return true;
    }

    /** Digits before G, which a colon or a full stop may follow. */
    private boolean isOfTime(String key) {
        boolean isDigit = key.length() == 1 && Character.isDigit(key.charAt(0));
        return isDigit || !time.isEmpty() && (key.equals(":") || key.equals("."));
    }

    private void move(String key) {
        switch (key) {
            case "Right", "l" -> seek(position.plus(JUMP));
            case "Left", "h" -> seek(position.minus(JUMP));
            case "Enter" -> seek(nextChange());
            case "." -> step();
            case "Home", "g" -> seek(Duration.ZERO);
            case "]" -> after(marks).ifPresent(mark -> seek(mark.time()));
            case "[" ->
                before(marks, position.minusSeconds(1))
                        .ifPresentOrElse(mark -> seek(mark.time()), () -> seek(Duration.ZERO));
            case "n" -> after(hits).or(() -> hits.stream().findFirst()).ifPresent(this::look);
            case "N" -> before(hits, position).or(() -> last(hits)).ifPresent(this::look);
            default -> {}
        }
    }

    private Optional<Mark> after(List<Mark> places) {
        return places.stream()
                .filter(mark -> mark.time().compareTo(position) > 0)
                .findFirst();
    }

    private static Optional<Mark> before(List<Mark> places, Duration moment) {
        return last(places.stream()
                .filter(mark -> mark.time().compareTo(moment) < 0)
                .toList());
    }

    private static Optional<Mark> last(List<Mark> places) {
        return places.isEmpty() ? Optional.empty() : Optional.of(places.get(places.size() - 1));
    }

    private void toggle(long nowNanos) {
        if (running) {
            running = false;
        } else {
            position = position.equals(recording.length()) ? Duration.ZERO : position;
            resume(nowNanos);
        }
    }

    private void seek(Duration wanted) {
        position = bounded(wanted);
    }

    /** To the next change, and waits there. */
    private void step() {
        running = false;
        seek(nextChange());
    }

    /** What was looked for is waited at. */
    private void look(Mark hit) {
        running = false;
        seek(hit.time());
    }

    /** What n and N go to from now on; goes to the first behind here, else to the first of all. */
    void found(List<Mark> places) {
        hits = places;
        Duration here = position.minus(MOMENT);
        places.stream()
                .filter(mark -> mark.time().compareTo(here) > 0)
                .findFirst()
                .or(() -> places.stream().findFirst())
                .ifPresent(this::look);
    }

    Duration position() {
        return position;
    }

    String word() {
        if (position.compareTo(recording.length()) >= 0) {
            return "end";
        }
        return running ? "play" : "pause";
    }

    boolean isRunning() {
        return running;
    }

    /** {@code x2}, and whether idle times are skipped. */
    String speedText() {
        String text = speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed);
        return "x" + text + (skips ? " skip" : "");
    }

    /** The beginning of a time that is being typed; what was found or marked just now; perhaps nothing. */
    String label() {
        if (!time.isEmpty()) {
            return "to " + time + ", then G";
        }
        Duration now = position.plus(MOMENT);
        long before =
                hits.stream().filter(hit -> hit.time().compareTo(now) <= 0).count();
        if (!running
                && before > 0
                && now.minus(hits.get((int) before - 1).time()).compareTo(TOLD) < 0) {
            return before + " of " + hits.size();
        }
        return marks.stream()
                .filter(mark -> mark.time().compareTo(now) <= 0
                        && position.minus(mark.time()).compareTo(TOLD) < 0)
                .reduce((first, second) -> second)
                .map(Mark::label)
                .orElse("");
    }
}
