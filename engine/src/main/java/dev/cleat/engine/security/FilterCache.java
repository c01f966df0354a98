package dev.cleat.engine.security;

import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import dev.cleat.engine.plan.FilterProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Compiled filters as files: what {@code filter} of a running container holds, and those of the default profile, which every
 * start would compile again. A file counts only when it is ours, nobody else may read or write it, and so is its directory.
 */
public final class FilterCache {

    /** Of a running container: what its init is held by, and what is attached to it. */
    static final String OF_CONTAINER = "filter";

    private static final String DIRECTORY = ".filters"; // no container can be called so
    private static final int FOR_OTHERS = 077;

    /** The kernel takes 4096 instructions of 8 bytes (BPF_MAXINSNS). */
    private static final int MOST_BYTES = 4 + 8 * 4096;

    private final Path state;

    /** @param state the state directory; nothing is kept as long as it is not there */
    public FilterCache(Path state) {
        this.state = state;
    }

    Optional<FilterProgram> find(String key) {
        try (Fd root = Fd.open(state, Fd.O_PATH | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0);
                Fd directory = root.openAt(DIRECTORY, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            return isOurs(directory.status()) ? read(directory, key) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Errors: none; then it is compiled again next time. */
    void keep(String key, FilterProgram program) {
        try (Fd root = Fd.open(state, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            root.makeDirectoryAt(DIRECTORY, 0700);
            try (Fd directory = root.openAt(DIRECTORY, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
                if (isOurs(directory.status())) {
                    write(directory, key, program);
                }
            }
        } catch (IOException e) {
            // Not ours to write, or full.
        }
    }

    /** For those who attach: what init of this life is held by. Nothing of a former life stays. */
    public static void save(Fd container, Optional<FilterProgram> program) throws IOException {
        if (program.isPresent()) {
            write(container, OF_CONTAINER, program.get());
        } else {
            container.unlinkAt(OF_CONTAINER);
        }
    }

    /** What {@link #save} has written; empty when there is none that can be believed. */
    public static Optional<FilterProgram> ofContainer(Path directory) {
        try (Fd container = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            return read(container, OF_CONTAINER);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Written beside and renamed: a reader sees all of it or nothing. */
    static void write(Fd directory, String name, FilterProgram program) throws IOException {
        String beside = name + "." + Credentials.processId();
        ByteBuffer bytes = ByteBuffer.allocate(4 + program.code().length).order(ByteOrder.nativeOrder());
        bytes.putInt(program.flags()).put(program.code());
        try (Fd file = directory.openAt(beside, Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC | Fd.O_NOFOLLOW, 0600)) {
            file.writeFully(bytes.array());
        }
        directory.renameAt(beside, name);
    }

    /** Empty when there is none that can be believed. */
    static Optional<FilterProgram> read(Fd directory, String name) {
        try (Fd file = directory.openAt(name, Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0)) {
            FileStatus status = file.status();
            if (!status.isRegular() || !isOurs(status) || status.size() > MOST_BYTES || status.size() % 8 != 4) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(file.readUpTo(MOST_BYTES)).order(ByteOrder.nativeOrder());
            int flags = bytes.getInt();
            byte[] code = new byte[bytes.remaining()];
            bytes.get(code);
            return Optional.of(new FilterProgram(flags, code));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isOurs(FileStatus status) {
        return status.uid() == Credentials.effectiveUid() && (status.mode() & FOR_OTHERS) == 0;
    }
}
