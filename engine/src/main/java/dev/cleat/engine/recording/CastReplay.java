package dev.cleat.engine.recording;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.screen.VirtualScreen;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Plays a recording into an emulator. Only the times are kept in memory; the text is read again as it is played. */
final class CastReplay implements Replay {

    private static final long MICRO = 1000;

    /** A longer pause is worth a mark. */
    private static final long PAUSE_MICROS = 60_000_000;

    private static final int MOST_MARKS = 10_000;
    private static final int LONGEST_LABEL = 200;

    /** 8 MiB: of a recording that has more, the times that are kept lie a little further apart. */
    private static final int MOST_CHANGES = 1 << 20;

    /** What is shown between two looks at the clock, characters. */
    private static final int LARGEST_PIECE = 1 << 16;

    private final RecordingInfo info;
    private final List<Mark> marks = new ArrayList<>();
    private long[] changes = new long[256];
    private int count;
    private long last;

    private CastReader reader;
    private VirtualScreen screen;
    private Optional<CastEvent> pending;
    private long played = -1;

    /** Characters of the pending event that are on the screen. */
    private int shown;

    /** <b>Errors.</b> IOException when it cannot be read. */
    CastReplay(RecordingInfo info) throws IOException {
        this.info = info;
        try (CastReader all = new CastReader(info.file())) {
            Optional<CastEvent> event = all.next();
            while (event.isPresent()) {
                note(event.get());
                event = all.next();
            }
        }
        rewind();
    }

    private void note(CastEvent event) {
        if (event.micros() - last > PAUSE_MICROS) {
            mark(event.micros(), "after " + (event.micros() - last) / 1_000_000 + " s of silence");
        }
        last = event.micros();
        switch (event.code()) {
            case 'o' -> change(last);
            case 'r' -> {
                change(last);
                mark(last, "size " + event.data());
            }
            case 'm' -> mark(last, event.data());
            case 'x' -> mark(last, "exit " + event.data());
            default -> {}
        }
    }

    private void mark(long micros, String label) {
        if (marks.size() < MOST_MARKS) {
            marks.add(new Mark(duration(micros), label.substring(0, Math.min(LONGEST_LABEL, label.length()))));
        }
    }

    private void change(long micros) {
        if (count > 0 && changes[count - 1] == micros) {
            return;
        }
        if (count == MOST_CHANGES) {
            for (int i = 0; i < count / 2; i++) {
                changes[i] = changes[2 * i + 1];
            }
            count /= 2;
        } else if (count == changes.length) {
            changes = Arrays.copyOf(changes, 2 * count);
        }
        changes[count++] = micros;
    }

    private void rewind() throws IOException {
        if (reader != null) {
            reader.close();
        }
        reader = new CastReader(info.file());
        screen = reader.screen();
        pending = reader.next();
        shown = 0;
        played = -1;
    }

    @Override
    public RecordingInfo info() {
        return info;
    }

    @Override
    public Duration length() {
        return duration(last);
    }

    @Override
    public Optional<Duration> next(Duration time) {
        int index = Arrays.binarySearch(changes, 0, count, micros(time) + 1);
        int next = index >= 0 ? index : -index - 1;
        return next < count ? Optional.of(duration(changes[next])) : Optional.empty();
    }

    @Override
    public boolean approach(Duration time, Duration atMost) throws ContainerException {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            long wanted = micros(time);
            if (wanted < played) {
                rewind();
            }
            boolean isInTime = true;
            while (isInTime && pending.isPresent() && pending.get().micros() <= wanted) {
                playPiece(pending.get());
                isInTime = System.nanoTime() < end;
            }
            boolean isThere = pending.isEmpty() || pending.get().micros() > wanted;
            played = isThere ? wanted : Math.max(played, pending.get().micros());
            return isThere;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** An event may print megabytes at once. */
    private void playPiece(CastEvent event) throws IOException {
        if (event.code() == 'o' && event.data().length() - shown > LARGEST_PIECE) {
            screen.write(event.data().substring(shown, shown + LARGEST_PIECE));
            shown += LARGEST_PIECE;
            return;
        }
        play(
                screen,
                shown == 0
                        ? event
                        : new CastEvent(
                                event.number(),
                                event.micros(),
                                event.code(),
                                event.data().substring(shown)));
        shown = 0;
        pending = reader.next();
    }

    @Override
    public Duration reached() {
        return duration(Math.max(0, played));
    }

    @Override
    public ScreenImage image() {
        return screen.image();
    }

    @Override
    public List<Mark> find(String text, Progress progress) throws ContainerException {
        List<Mark> found = new ArrayList<>();
        try {
            ScreenSearch.run(info, text, hit -> found.add(new Mark(hit.time(), hit.line())), progress);
            return found;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private HostLimitException unreadable(IOException e) {
        return new HostLimitException("cannot read " + info.file() + ": " + e.getMessage(), null, e);
    }

    /** What an event does to a screen. */
    static void play(VirtualScreen screen, CastEvent event) {
        if (event.code() == 'o') {
            screen.write(event.data());
        } else if (event.code() == 'r') {
            CastReader.size(event.data()).ifPresent(screen::resize);
        }
    }

    @Override
    public List<Mark> marks() {
        return List.copyOf(marks);
    }

    private long micros(Duration time) {
        return time.compareTo(length()) > 0 ? last : time.toNanos() / MICRO;
    }

    static Duration duration(long micros) {
        return Duration.ofNanos(micros * MICRO);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new IllegalStateException(e); // a file that was read closes without complaint
        }
    }
}
