package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.OptionalInt;

/** A system call filter being made (seccomp_rule_add(3)). Belongs to one thread. */
public final class SeccompFilter implements AutoCloseable {

    /** The library that is loaded at run time. */
    public static final String LIBRARY = SeccompLibrary.FILE;

    /** __NR_SCMP_ERROR: no architecture has a call of that name. */
    private static final int UNKNOWN = -1;

    private static final int OPTIMIZE = 8; // SCMP_FLTATR_CTL_OPTIMIZE
    private static final int BINARY_TREE = 2;
    private static final int COMPARISON_BYTES = 24; // struct scmp_arg_cmp

    private Pointer filter;

    private SeccompFilter(Pointer filter) {
        this.filter = filter;
    }

    /**
     * What must hold for one argument of a call.
     *
     * @param argument 0 to 5
     * @param operator enum scmp_compare: 1 NE, 2 LT, 3 LE, 4 EQ, 5 GE, 6 GT, 7 masked EQ
     * @param first the value, or the mask
     * @param second the value under the mask
     */
    public record Comparison(int argument, int operator, long first, long second) {}

    /** The library's version as {@code 2.5.4}. <b>Errors.</b> {@link UnsatisfiedLinkError} when it is not installed. */
    public static String version() {
        Pointer version = SeccompLibrary.seccomp_version();
        return version.getInt(0) + "." + version.getInt(4) + "." + version.getInt(8);
    }

    /** The AUDIT_ARCH token of this machine. */
    public static int nativeArchitecture() {
        return SeccompLibrary.seccomp_arch_native();
    }

    /** This machine's number of a call, negative for one that only other architectures have; empty: nobody has it. */
    public static OptionalInt call(String name) {
        int number = SeccompLibrary.seccomp_syscall_resolve_name(name);
        return number == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** An architecture's own number of a call, with the bit that calls of x32 carry; empty when it has no such call. */
    public static OptionalInt call(int architecture, String name) {
        int number = SeccompLibrary.seccomp_syscall_resolve_name_arch(architecture, name);
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** An empty filter for {@code architectures}, at least one. */
    public static SeccompFilter of(int defaultAction, List<Integer> architectures) throws ErrnoException {
        Pointer made = SeccompLibrary.seccomp_init(defaultAction);
        if (made == null) {
            throw new ErrnoException("seccomp_init", Errno.EINVAL);
        }
        SeccompFilter filter = new SeccompFilter(made);
        try {
            for (int architecture : architectures) {
                filter.add(architecture);
            }
            if (!architectures.contains(nativeArchitecture())) {
                check("seccomp_arch_remove", SeccompLibrary.seccomp_arch_remove(made, nativeArchitecture()));
            }
            SeccompLibrary.seccomp_attr_set(made, OPTIMIZE, BINARY_TREE); // before 2.5 there is no such thing
            return filter;
        } catch (ErrnoException e) {
            filter.close();
            throw e;
        }
    }

    private void add(int architecture) throws ErrnoException {
        int answer = SeccompLibrary.seccomp_arch_add(filter, architecture);
        if (answer != -Errno.EEXIST) { // the native one is there from the beginning
            check("seccomp_arch_add", answer);
        }
    }

    /** {@code action} for a call of {@link #call} when all comparisons hold; one that is there already changes nothing. */
    public void rule(int action, int call, List<Comparison> comparisons) throws ErrnoException {
        try (Memory array = new Memory(COMPARISON_BYTES * Math.max(1L, comparisons.size()))) {
            for (int i = 0; i < comparisons.size(); i++) {
                Comparison comparison = comparisons.get(i);
                long at = (long) i * COMPARISON_BYTES;
                array.setInt(at, comparison.argument());
                array.setInt(at + 4, comparison.operator());
                array.setLong(at + 8, comparison.first());
                array.setLong(at + 16, comparison.second());
            }
            int answer = SeccompLibrary.seccomp_rule_add_array(
                    filter, action, call, comparisons.size(), comparisons.isEmpty() ? null : array);
            if (answer != -Errno.EEXIST) {
                check("seccomp_rule_add", answer);
            }
        }
    }

    /** Takes in a filter of other architectures, which is used up. */
    public void merge(SeccompFilter other) throws ErrnoException {
        check("seccomp_merge", SeccompLibrary.seccomp_merge(filter, other.filter));
        other.filter = null;
    }

    /** struct sock_filter, one after the other. */
    public byte[] program() throws ErrnoException {
        int memory = Libc.memfd_create("filter", 1); // MFD_CLOEXEC
        if (memory < 0) {
            throw ErrnoException.last("memfd_create");
        }
        try (Fd file = Fd.owning(memory)) {
            check("seccomp_export_bpf", SeccompLibrary.seccomp_export_bpf(filter, file.number()));
            try (Fd again = Fd.open(java.nio.file.Path.of("/proc/self/fd/" + file.number()), Fd.O_RDONLY, 0)) {
                return again.readUpTo(1 << 20);
            }
        }
    }

    private static void check(String call, int answer) throws ErrnoException {
        if (answer < 0) {
            throw new ErrnoException(call, -answer);
        }
    }

    @Override
    public void close() {
        if (filter != null) {
            SeccompLibrary.seccomp_release(filter);
            filter = null;
        }
    }
}
