package dev.cleat.engine.linux;

/** Wakes a poll(2) from any thread or signal handler (eventfd(2)). */
public final class EventFd implements AutoCloseable {

    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;

    private final Fd fd;

    public EventFd() throws ErrnoException {
        int number = Libc.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (number < 0) {
            throw ErrnoException.last("eventfd");
        }
        fd = Fd.owning(number);
    }

    /** The descriptor to poll for input. */
    public int number() {
        return fd.number();
    }

    /** Makes it readable. */
    public void signal() {
        try (Buffer one = new Buffer(8)) {
            one.put(new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
            if (fd.isOpen()) {
                fd.write(one, 0, 8);
            }
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes it unreadable again. */
    public void drain() {
        try (Buffer count = new Buffer(8)) {
            fd.read(count);
        } catch (ErrnoException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}
