package dev.cleat.engine.recording;

import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SearchHit;
import dev.cleat.engine.screen.VirtualScreen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks for a text in what a recording's screen showed in the course of time, and in what was typed. What was shown is
 * looked for in lines of the screen, as a reader would: a word that came in pieces, was corrected, or goes on in the next
 * line, is found; what was overwritten at once is not.
 *
 * <p>A line that stays is a hit once; one that comes again later is one again.
 */
final class ScreenSearch {

    /** The screen is looked at when so much was printed, so that nothing scrolls by unseen. */
    private static final int LOOK_AFTER_LINES = 16;

    /** What is typed without Enter is looked at in pieces of so many letters. */
    private static final int LONGEST_TYPED = 1 << 16;

    /** Of one recording. Who finds a text so often looks for another one. */
    static final int MOST_HITS = 10_000;

    /** What is told of a longer line is what stands round the text. */
    private static final int LONGEST_LINE = 1000;

    private final RecordingInfo recording;
    private final String wanted;
    private final Consumer<SearchHit> hits;
    private final StringBuilder typed = new StringBuilder();
    private Set<String> seen = new HashSet<>();
    private int found;

    private ScreenSearch(RecordingInfo recording, String text, Consumer<SearchHit> hits) {
        this.recording = recording;
        this.wanted = text.toLowerCase(Locale.ROOT);
        this.hits = hits;
    }

    /** False when there may be more than {@link #MOST_HITS}. */
    static boolean run(RecordingInfo recording, String text, Consumer<SearchHit> hits, Progress progress)
            throws IOException {
        try (CastReader reader = new CastReader(recording.file())) {
            ScreenSearch search = new ScreenSearch(recording, text, hits);
            search.run(reader, progress);
            return search.found < MOST_HITS;
        }
    }

    private void run(CastReader reader, Progress progress) throws IOException {
        VirtualScreen screen = reader.screen();
        Optional<CastEvent> event = reader.next();
        while (event.isPresent() && found < MOST_HITS) {
            CastEvent now = event.get();
            if (now.code() == 'o') {
                show(screen, now);
            } else if (now.code() == 'i') {
                type(now);
            } else {
                CastReplay.play(screen, now);
            }
            reader.tell(progress);
            event = reader.next();
        }
    }

    private void show(VirtualScreen screen, CastEvent event) {
        String text = event.data();
        int start = 0;
        int lines = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' && ++lines == LOOK_AFTER_LINES) {
                screen.write(text.substring(start, i + 1));
                look(screen, event.micros());
                start = i + 1;
                lines = 0;
            }
        }
        screen.write(text.substring(start));
        look(screen, event.micros());
    }

    private void look(VirtualScreen screen, long micros) {
        List<String> scrolled = screen.takeScrolled();
        Set<String> now = new HashSet<>();
        for (String line : joined(scrolled, screen.lines(), screen.size().columns())) {
            int at = line.toLowerCase(Locale.ROOT).indexOf(wanted);
            if (at >= 0 && now.add(line) && !seen.contains(line)) {
                hit(micros, line, at, false);
            }
        }
        seen = now;
    }

    /** A line that is full to its last column goes on in the next. */
    private static List<String> joined(List<String> scrolled, List<String> shown, int columns) {
        List<String> all = new ArrayList<>(scrolled);
        all.addAll(shown);
        List<String> joined = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : all) {
            line.append(part);
            if (part.length() < columns) {
                joined.add(line.toString());
                line.setLength(0);
            }
        }
        joined.add(line.toString());
        return joined;
    }

    /** Typed lines, with Backspace done. */
    private void type(CastEvent event) {
        for (char key : event.data().toCharArray()) {
            if (key == '\r' || key == '\n') {
                lookAtTyped(event.micros());
                typed.setLength(0);
            } else if (key == '\b' || key == '\u007f') {
                typed.setLength(Math.max(0, typed.length() - 1));
            } else if (key >= ' ') {
                typed.append(key);
            }
            if (typed.length() == LONGEST_TYPED) {
                lookAtTyped(event.micros());
                typed.delete(0, LONGEST_TYPED - Math.min(wanted.length() - 1, LONGEST_TYPED / 2));
            }
        }
    }

    private void lookAtTyped(long micros) {
        int at = typed.toString().toLowerCase(Locale.ROOT).indexOf(wanted);
        if (at >= 0) {
            hit(micros, typed.toString(), at, true);
        }
    }

    private void hit(long micros, String line, int at, boolean isTyped) {
        if (found++ < MOST_HITS) {
            int start = line.length() <= LONGEST_LINE
                    ? 0
                    : Math.max(0, Math.min(at - LONGEST_LINE / 2, line.length() - LONGEST_LINE));
            String told = line.substring(start, Math.min(line.length(), start + LONGEST_LINE));
            hits.accept(new SearchHit(recording, CastReplay.duration(micros), told, isTyped));
        }
    }
}
