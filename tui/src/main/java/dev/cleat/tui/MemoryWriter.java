package dev.cleat.tui;

import dev.cleat.tui.model.Remembered;
import dev.cleat.tui.settings.MemoryFile;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Writes what is to be remembered away from the UI thread, only the latest when things change quickly. */
final class MemoryWriter implements AutoCloseable {

    /** A home directory may be far away; nobody waits longer for it. */
    private static final long PATIENCE_SECONDS = 1;

    private final MemoryFile file;
    private final AtomicReference<Remembered> latest = new AtomicReference<>();
    private final ExecutorService writing = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "console-memory");
        thread.setDaemon(true);
        return thread;
    });

    MemoryWriter(MemoryFile file) {
        this.file = file;
    }

    void write(Remembered remembered) {
        if (latest.getAndSet(remembered) == null) {
            writing.execute(this::writeLatest);
        }
    }

    private void writeLatest() {
        Remembered next = latest.getAndSet(null);
        try {
            file.write(next);
        } catch (IOException e) {
            // Nothing to remember it by: the next start begins as usual.
        }
    }

    @Override
    public void close() {
        writing.shutdown();
        try {
            writing.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
