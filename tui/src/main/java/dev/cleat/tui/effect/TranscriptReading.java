package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Sheet;
import dev.cleat.tui.model.Sheet.Transcript.Extent;
import dev.cleat.tui.model.SheetOf;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads recordings as text and shows them as they come: a few times in a second what there is by then. One that is long is played
 * for minutes, so it is left as soon as something else is asked for.
 */
final class TranscriptReading {

    /** The longest text that is shown of a recording, bytes. */
    private static final int LONGEST = 4 << 20;

    private static final long PACE = 200_000_000L;

    private final Engine engine;
    private final Consumer<Message> post;
    private final AtomicLong asked = new AtomicLong();

    /** Nobody wants the rest. */
    private static final class LeftException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LeftException() {
            super(null, null, false, false);
        }
    }

    TranscriptReading(Engine engine, Consumer<Message> post) {
        this.engine = engine;
        this.post = post;
    }

    /** Whatever is being read is no longer wanted. Returns the number of the request that comes now. */
    long next() {
        return asked.incrementAndGet();
    }

    /** Answers by messages. {@code number}: from {@link #next}; a later one ends this. */
    void read(SheetOf.Recording of, long number) throws ContainerException {
        Watch watch = new Watch(of, number);
        watch.show(read(of, watch));
    }

    private Extent read(SheetOf.Recording of, Watch watch) throws ContainerException {
        try {
            engine.recordings().writeText(of.file(), watch.text, watch::at);
            watch.text.close();
            watch.percent = 100;
            return Extent.WHOLE;
        } catch (TextLines.FullException e) {
            return Extent.CUT;
        } catch (LeftException e) {
            return Extent.STOPPED;
        } catch (IOException e) {
            throw new HostLimitException("cannot read " + of.file() + ": " + e.getMessage(), null, e);
        }
    }

    /** One reading: how far it came. */
    private final class Watch {

        private final SheetOf.Recording of;
        private final long number;
        private final TextLines text = new TextLines(LONGEST);
        private long shown = System.nanoTime();
        private int percent;

        Watch(SheetOf.Recording of, long number) {
            this.of = of;
            this.number = number;
        }

        void at(long done, long all) {
            if (asked.get() != number) {
                throw new LeftException();
            }
            percent = (int) Math.min(99, 100 * done / all);
            if (System.nanoTime() - shown > PACE) {
                show(Extent.READING);
                shown = System.nanoTime();
            }
        }

        void show(Extent extent) {
            post.accept(new Message.SheetRead(of, new Sheet.Transcript(text.lines(), extent, percent)));
        }
    }
}
