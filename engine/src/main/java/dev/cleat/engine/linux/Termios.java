package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import dev.cleat.engine.api.TerminalSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The line settings of a terminal (termios(3)) and its window size (ioctl_tty(2)). */
public final class Termios {

    private static final int SIZE = 64; // struct termios is 60 bytes in glibc on x86-64 and aarch64
    private static final int OUTPUT_FLAGS = 4;
    private static final int LOCAL_FLAGS = 12; // offset of c_lflag
    private static final int ICANON = 2;
    private static final int ECHO = 8;
    private static final int TCSADRAIN = 1;
    private static final long TIOCGWINSZ = 0x5413;
    private static final long TIOCSWINSZ = 0x5414;

    private final byte[] settings;

    private Termios(byte[] settings) {
        this.settings = settings;
    }

    /** The settings now. */
    public static Termios of(int fd) throws ErrnoException {
        try (Memory termios = new Memory(SIZE)) {
            termios.clear();
            if (Libc.tcgetattr(fd, termios) != 0) {
                throw ErrnoException.last("tcgetattr");
            }
            return new Termios(termios.getByteArray(0, SIZE));
        }
    }

    /** The same with every key passed on as typed and nothing done to output (cfmakeraw(3)). */
    public Termios raw() {
        try (Memory termios = new Memory(SIZE)) {
            termios.write(0, settings, 0, SIZE);
            Libc.cfmakeraw(termios);
            return new Termios(termios.getByteArray(0, SIZE));
        }
    }

    /** The same, but what is written to it still gets carriage returns: others write there, too. */
    public Termios rawInput() {
        int output = ByteBuffer.wrap(settings).order(ByteOrder.nativeOrder()).getInt(OUTPUT_FLAGS);
        byte[] raw = raw().settings.clone();
        ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder()).putInt(OUTPUT_FLAGS, output);
        return new Termios(raw);
    }

    /** True while a line is read that is not to be seen: a password (ICANON without ECHO, termios(3)). */
    public static boolean hidesLine(int fd) throws ErrnoException {
        try (Memory termios = new Memory(SIZE)) {
            if (Libc.tcgetattr(fd, termios) != 0) {
                throw ErrnoException.last("tcgetattr");
            }
            int local = termios.getInt(LOCAL_FLAGS);
            return (local & ICANON) != 0 && (local & ECHO) == 0;
        }
    }

    /** Applies them once what was written has gone out. TCSADRAIN, never TCSAFLUSH: that would drop what was typed ahead. */
    public void apply(int fd) throws ErrnoException {
        try (Memory termios = new Memory(SIZE)) {
            termios.write(0, settings, 0, SIZE);
            if (Libc.tcsetattr(fd, TCSADRAIN, termios) != 0) {
                throw ErrnoException.last("tcsetattr");
            }
        }
    }

    /** TIOCGWINSZ; 0x0 when the kernel was never told. */
    public static TerminalSize windowSize(int fd) throws ErrnoException {
        try (Memory size = new Memory(8)) {
            if (Libc.ioctl(fd, TIOCGWINSZ, size) != 0) {
                throw ErrnoException.last("TIOCGWINSZ");
            }
            return new TerminalSize(size.getShort(0) & 0xffff, size.getShort(2) & 0xffff);
        }
    }

    /** TIOCSWINSZ: the foreground process group gets SIGWINCH when it changed. */
    public static void setWindowSize(int fd, TerminalSize size) throws ErrnoException {
        try (Memory winsize = new Memory(8)) {
            winsize.clear();
            winsize.setShort(0, (short) size.rows());
            winsize.setShort(2, (short) size.columns());
            if (Libc.ioctl(fd, TIOCSWINSZ, winsize) != 0) {
                throw ErrnoException.last("TIOCSWINSZ");
            }
        }
    }
}
