package dev.cleat.engine.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** libseccomp (seccomp_init(3) and its kin), mapped when the first filter is compiled and never before. */
final class SeccompLibrary {

    /** The name Debian's libseccomp2 installs; 2.4 and later have all that is used here. */
    static final String FILE = "libseccomp.so.2";

    static {
        Native.register(SeccompLibrary.class, NativeLibrary.getInstance(FILE));
    }

    private SeccompLibrary() {}

    static native Pointer seccomp_init(int defaultAction);

    static native void seccomp_release(Pointer filter);

    static native int seccomp_merge(Pointer into, Pointer from);

    static native int seccomp_arch_native();

    static native int seccomp_arch_add(Pointer filter, int architecture);

    static native int seccomp_arch_remove(Pointer filter, int architecture);

    static native int seccomp_attr_set(Pointer filter, int attribute, int value);

    static native int seccomp_syscall_resolve_name(String name);

    static native int seccomp_syscall_resolve_name_arch(int architecture, String name);

    static native int seccomp_rule_add_array(Pointer filter, int action, int call, int count, Pointer comparisons);

    static native int seccomp_export_bpf(Pointer filter, int fd);

    static native Pointer seccomp_version();
}
