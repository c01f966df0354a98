package dev.cleat.engine.stage;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The file in which a keeper notes when it wrote to the log of a container console (log_times.c): two rows of notes, each of which
 * begins again at its start when it is full. The first tells every tenth of a second for as long as it reaches, the second every
 * ten seconds for a day of output without a pause. Half a MiB at most, whatever the container prints.
 *
 * @param nextNotes the number of the next note in each row
 */
public record LogTimesFile(Fd file, List<Long> nextNotes) implements AutoCloseable {

    private static final int SLOTS = 8192;

    /** {@code u64 number, u64 milliseconds since 1970, u64 inode, u64 size of the log before}, native byte order. */
    private static final int NOTE_BYTES = 32;

    private static final int ALL_BYTES = Row.values().length * SLOTS * NOTE_BYTES;

    /** More is no number of a note. */
    private static final long LARGEST_NUMBER = 1L << 56;

    /** Where notes are, and how close to each other. */
    enum Row {
        FINE(Duration.ofMillis(100)),
        COARSE(Duration.ofSeconds(10));

        final Duration distance;

        Row(Duration distance) {
            this.distance = distance;
        }

        int first() {
            return ordinal() * SLOTS;
        }

        int slots() {
            return SLOTS;
        }

        /** Byte of the note with that number. */
        private int place(long number) {
            return NOTE_BYTES * (first() + (int) (number % SLOTS));
        }
    }

    /**
     * The bytes of a log from {@code size} on were written at that time or later.
     *
     * @param file inode number
     */
    public record Note(long number, Instant time, long file, long size) {}

    /**
     * Opens the file for a keeper, 0600 in a directory 0700; never through a symbolic link, never anything but a file with one name.
     */
    public static LogTimesFile open(Path path) throws IOException {
        Files.createDirectories(
                path.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Fd directory = Fd.open(path.getParent(), Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            int flags = Fd.O_RDWR | Fd.O_CREAT | Fd.O_NOFOLLOW | Fd.O_NONBLOCK | Fd.O_NOCTTY;
            Fd file = directory.openAt(path.getFileName().toString(), flags, 0600);
            try {
                check(file, path);
                ByteBuffer bytes = bytes(file);
                List<Long> next = new ArrayList<>();
                for (Row row : Row.values()) {
                    List<Note> notes = notes(bytes, row);
                    next.add(notes.isEmpty() ? 1 : notes.get(notes.size() - 1).number() + 1);
                }
                return new LogTimesFile(file, next);
            } catch (IOException e) {
                file.close();
                throw e;
            }
        }
    }

    private static void check(Fd file, Path path) throws IOException {
        FileStatus status = file.status();
        if (!status.isRegular() || status.links() != 1 || file.fileSystem().isKernelInterface()) {
            throw new IOException(path + " is not a regular file with one name, on a disk or in memory");
        }
    }

    /** The same with a note that what comes behind the {@code size} bytes of a log is written from {@code time} on. */
    public LogTimesFile noting(Instant time, FileStatus log) throws IOException {
        List<Long> next = new ArrayList<>();
        try (Buffer buffer = new Buffer(NOTE_BYTES)) {
            for (Row row : Row.values()) {
                long number = nextNotes.get(row.ordinal());
                byte[] note = ByteBuffer.allocate(NOTE_BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(number)
                        .putLong(time.toEpochMilli())
                        .putLong(log.inode())
                        .putLong(log.size())
                        .array();
                buffer.put(note, 0, NOTE_BYTES);
                next.add(file.writeAt(buffer, NOTE_BYTES, row.place(number)) ? number + 1 : number);
            }
        }
        return new LogTimesFile(file, next);
    }

    /** All notes, oldest first; what is none is left out. The fine ones begin where they reach back to, before them the others. */
    public static List<Note> read(Path path) throws IOException {
        try (Fd file = Fd.open(path, Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK | Fd.O_NOCTTY, 0)) {
            check(file, path);
            ByteBuffer bytes = bytes(file);
            List<Note> fine = notes(bytes, Row.FINE);
            List<Note> all = new ArrayList<>();
            for (Note note : notes(bytes, Row.COARSE)) {
                if (!fine.isEmpty() && note.time().isBefore(fine.get(0).time())) {
                    all.add(note);
                }
            }
            all.addAll(fine);
            return all;
        }
    }

    private static ByteBuffer bytes(Fd file) throws IOException {
        try (Buffer buffer = new Buffer(ALL_BYTES)) {
            int length = file.readAt(buffer, 0);
            return ByteBuffer.wrap(buffer.bytes(length)).order(ByteOrder.nativeOrder());
        }
    }

    /** In the order in which they were made. */
    private static List<Note> notes(ByteBuffer bytes, Row row) {
        List<Note> notes = new ArrayList<>();
        int end = Math.min(bytes.limit(), NOTE_BYTES * (row.first() + SLOTS));
        for (int at = NOTE_BYTES * row.first(); at + NOTE_BYTES <= end; at += NOTE_BYTES) {
            long number = bytes.getLong(at);
            if (number > 0 && number < LARGEST_NUMBER && row.place(number) == at) {
                Instant time = Instant.ofEpochMilli(bytes.getLong(at + 8));
                notes.add(new Note(number, time, bytes.getLong(at + 16), bytes.getLong(at + 24)));
            }
        }
        notes.sort(Comparator.comparingLong(Note::number));
        return notes;
    }

    @Override
    public void close() {
        file.close();
    }
}
