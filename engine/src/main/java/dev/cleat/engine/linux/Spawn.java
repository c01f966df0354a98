package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program with posix_spawn(3): new session (and so a process group of its own), default signal dispositions,
 * empty signal mask. The JVM leaves SIGQUIT blocked and some signals ignored in children made otherwise.
 */
public final class Spawn {

    private static final int SIZE = 512; // posix_spawnattr_t is 336, file_actions_t 80 bytes in glibc
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    private static final int ABOVE_ALL_TARGETS = 200;

    private Spawn() {}

    /**
     * With an empty environment.
     *
     * @param descriptors become 0, 1, 2, ... of the program, in order; everything else that is close-on-exec is closed
     * @return the pid; the caller reaps it
     */
    public static long start(Path program, List<String> arguments, List<Fd> descriptors) throws ErrnoException {
        return start(program, arguments, List.of(), descriptors, List.of());
    }

    /** With the descriptors and nothing else, whatever this process forgot to mark close-on-exec. */
    static long startClean(Path program, List<String> arguments, List<String> variables, List<Fd> descriptors)
            throws ErrnoException {
        return start(program, arguments, variables, descriptors, OpenDescriptors.from(descriptors.size()));
    }

    /**
     * On a terminal: 0, 1 and 2 are it, and it is the controlling terminal, because the leader of a new session opens it.
     *
     * @param variables its whole environment
     */
    public static long onTerminal(Path program, List<String> arguments, List<String> variables, Path terminal)
            throws ErrnoException {
        try (Memory actions = new Memory(SIZE);
                Memory attributes = new Memory(SIZE);
                Memory argv = strings(arguments);
                Memory environment = strings(variables)) {
            Libc.posix_spawn_file_actions_init(actions);
            Libc.posix_spawnattr_init(attributes);
            try {
                Libc.posix_spawn_file_actions_addopen(actions, 0, terminal.toString(), Fd.O_RDWR, 0);
                Libc.posix_spawn_file_actions_adddup2(actions, 0, 1);
                Libc.posix_spawn_file_actions_adddup2(actions, 0, 2);
                setSignals(attributes);
                int[] pid = new int[1];
                int errno = Libc.posix_spawn(pid, program.toString(), actions, attributes, argv, environment);
                if (errno != 0) {
                    throw new ErrnoException(arguments.get(0), errno);
                }
                return pid[0];
            } finally {
                Libc.posix_spawn_file_actions_destroy(actions);
                Libc.posix_spawnattr_destroy(attributes);
            }
        }
    }

    private static long start(
            Path program, List<String> arguments, List<String> variables, List<Fd> descriptors, List<Integer> others)
            throws ErrnoException {
        List<Fd> sources = new ArrayList<>();
        try (Memory actions = new Memory(SIZE);
                Memory attributes = new Memory(SIZE);
                Memory argv = strings(arguments);
                Memory environment = strings(variables)) {
            Libc.posix_spawn_file_actions_init(actions);
            Libc.posix_spawnattr_init(attributes);
            try {
                for (Fd descriptor : descriptors) { // out of the way of the numbers they become
                    sources.add(descriptor.duplicate(ABOVE_ALL_TARGETS));
                }
                for (int target = 0; target < sources.size(); target++) {
                    Libc.posix_spawn_file_actions_adddup2(
                            actions, sources.get(target).number(), target);
                }
                for (int other :
                        others) { // one that is closed already is no error (posix_spawn_file_actions_addclose(3))
                    Libc.posix_spawn_file_actions_addclose(actions, other);
                }
                setSignals(attributes);
                int[] pid = new int[1];
                int errno = Libc.posix_spawn(pid, program.toString(), actions, attributes, argv, environment);
                if (errno != 0) {
                    throw new ErrnoException(arguments.get(0), errno);
                }
                return pid[0];
            } finally {
                sources.forEach(Fd::close);
                Libc.posix_spawn_file_actions_destroy(actions);
                Libc.posix_spawnattr_destroy(attributes);
            }
        }
    }

    private static void setSignals(Memory attributes) {
        try (Memory all = new Memory(128);
                Memory none = new Memory(128)) {
            all.setMemory(0, 128, (byte) 0xff);
            none.clear();
            Libc.posix_spawnattr_setsigdefault(attributes, all);
            Libc.posix_spawnattr_setsigmask(attributes, none);
            Libc.posix_spawnattr_setflags(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID));
        }
    }

    /** A NULL-terminated array of strings, the strings behind it in the same memory. */
    private static Memory strings(List<String> texts) {
        List<byte[]> encoded =
                texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList();
        long pointers = 8L * (texts.size() + 1);
        long size = pointers + encoded.stream().mapToLong(b -> b.length + 1L).sum();
        Memory memory = new Memory(size);
        memory.clear();
        long at = pointers;
        for (int i = 0; i < encoded.size(); i++) {
            memory.setPointer(8L * i, new Pointer(Pointer.nativeValue(memory) + at));
            memory.write(at, encoded.get(i), 0, encoded.get(i).length);
            at += encoded.get(i).length + 1;
        }
        return memory;
    }
}
