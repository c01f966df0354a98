package dev.cleat.engine.start;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.definition.NamespaceSource.AtPath;
import dev.cleat.engine.definition.NamespaceSource.OfContainer;
import dev.cleat.engine.definition.NamespaceSource.OfProcess;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.NamespaceFile;
import dev.cleat.engine.linux.PidFd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Namespaces of others, opened: from here on they cannot become somebody else's. */
public record SharedNamespaces(Map<NamespaceType, Fd> files) implements AutoCloseable {

    private static final int NO_SIGNAL = 0;

    /** A process that cannot be mistaken for a later one of the same number (proc_pid_stat(5), field 22). */
    public record Init(long pid, long startTicks) {}

    /** Finds the init of a running container by name, as {@code cleat ls} shows it. */
    @FunctionalInterface
    public interface InitFinder {
        Init initOf(String container) throws IOException;
    }

    /**
     * Opens them; one that is our own already is left out, for nobody can enter where he is (setns(2)).
     *
     * <p><b>Errors.</b> IOException that names the key, whose namespace it is and why it cannot be joined.
     */
    static SharedNamespaces open(Map<NamespaceType, NamespaceSource> shared, InitFinder inits, Procfs procfs)
            throws IOException {
        SharedNamespaces namespaces = new SharedNamespaces(new EnumMap<>(NamespaceType.class));
        try {
            for (Map.Entry<NamespaceType, NamespaceSource> entry : shared.entrySet()) {
                namespaces.add(entry.getKey(), entry.getValue(), inits, procfs);
            }
            namespaces.checkPower(shared);
            return namespaces;
        } catch (IOException e) {
            namespaces.close();
            throw e;
        }
    }

    private void add(NamespaceType type, NamespaceSource source, InitFinder inits, Procfs procfs) throws IOException {
        Fd file = open(type, source, inits, procfs);
        boolean isOurs = procfs.namespace(Credentials.processId(), type).orElse(-1)
                == file.status().inode();
        if (isOurs) {
            file.close();
        } else {
            files.put(type, file);
        }
    }

    private static Fd open(NamespaceType type, NamespaceSource source, InitFinder inits, Procfs procfs)
            throws IOException {
        if (source instanceof OfContainer container) {
            Init init = find(type, container.name(), inits);
            return ofProcess(type, init.pid(), Optional.of(init.startTicks()), text(source), procfs);
        }
        if (source instanceof OfProcess process) {
            return ofProcess(type, process.pid(), Optional.empty(), text(source), procfs);
        }
        return atPath(type, ((AtPath) source).file());
    }

    private static Init find(NamespaceType type, String container, InitFinder inits) throws IOException {
        try {
            return inits.initOf(container);
        } catch (IOException e) {
            throw new IOException(key(type) + e.getMessage(), e);
        }
    }

    /** The process is held by a pidfd and looked at after its namespace was opened: it was the same all the while. */
    private static Fd ofProcess(NamespaceType type, long pid, Optional<Long> startTicks, String who, Procfs procfs)
            throws IOException {
        String key = key(type);
        try (PidFd process = PidFd.open(pid)) {
            boolean isSame = startTicks.isEmpty()
                    || procfs.stat(pid)
                            .filter(stat -> stat.startTicks() == startTicks.get())
                            .isPresent();
            if (!isSame) {
                throw new IOException(key + who + " has ended");
            }
            Fd file = NamespaceFile.open(Path.of("/proc", Long.toString(pid), "ns", type.procName()));
            if (!process.signal(NO_SIGNAL)) {
                file.close();
                throw new IOException(key + who + " has ended");
            }
            return file;
        } catch (ErrnoException e) {
            throw new IOException(
                    switch (e.errno()) {
                        case Errno.ESRCH, Errno.ENOENT -> key + who + " has ended, or never was";
                        case Errno.EACCES, Errno.EPERM -> key + "this user may not look at the namespaces of " + who;
                        default -> key + e.getMessage();
                    },
                    e);
        }
    }

    private static Fd atPath(NamespaceType type, Path path) throws IOException {
        Fd file;
        try {
            file = NamespaceFile.open(path);
        } catch (ErrnoException e) {
            String why = e.errno() == Errno.EINVAL ? path + " is no namespace" : e.getMessage();
            throw new IOException(key(type) + why, e);
        }
        if (NamespaceFile.cloneFlag(file) != type.cloneFlag()) {
            file.close();
            throw new IOException(key(type) + path + " is a namespace of another kind");
        }
        return file;
    }

    /** Who is not root has power over what belongs to a user namespace it made, and to nothing else (setns(2)). */
    private void checkPower(Map<NamespaceType, NamespaceSource> shared) throws IOException {
        if (Credentials.effectiveUid() == 0) {
            return;
        }
        Fd user = files.get(NamespaceType.USER);
        if (user != null && NamespaceFile.ownerUid(user) != Credentials.effectiveUid()) {
            throw new IOException(key(NamespaceType.USER) + "the user namespace of "
                    + text(shared.get(NamespaceType.USER)) + " belongs to uid "
                    + Integer.toUnsignedString(NamespaceFile.ownerUid(user)) + ": only that user and root may join it");
        }
        for (Map.Entry<NamespaceType, Fd> file : files.entrySet()) {
            if (file.getKey() != NamespaceType.USER && !isOf(user, file.getValue())) {
                throw new IOException(key(file.getKey()) + "joining that of " + text(shared.get(file.getKey()))
                        + " needs power over the user namespace it belongs to, which this user has only inside:"
                        + " share that as well (namespaces.user)");
            }
        }
    }

    private static boolean isOf(Fd user, Fd namespace) throws ErrnoException {
        if (user == null) {
            return false;
        }
        try (Fd owner = NamespaceFile.userNamespace(namespace)) {
            return owner.status().inode() == user.status().inode();
        } catch (ErrnoException e) {
            if (e.errno() == Errno.EPERM) {
                return false; // one above ours
            }
            throw e;
        }
    }

    private static String key(NamespaceType type) {
        return "namespaces." + type.definitionKey() + ": ";
    }

    private static String text(NamespaceSource source) {
        if (source instanceof OfContainer container) {
            return "container " + container.name();
        }
        return source instanceof OfProcess process
                ? "process " + process.pid()
                : ((AtPath) source).file().toString();
    }

    @Override
    public void close() {
        files.values().forEach(Fd::close);
    }
}
