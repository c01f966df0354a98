package dev.cleat.cli;

import java.io.File;

/**
 * Tells JNA and pty4j where the build has put their native libraries, and what else keeps their start short.
 *
 * <p>Without this both unpack them at every start: JNA into a cache (20 ms, and impossible where the home directory is
 * read-only or noexec), pty4j into a new temporary folder that it never removes. JNA would also run {@code ldconfig}.
 *
 * <p>The properties are read once, when the first class of JNA loads, so {@link #announce()} comes before that. A
 * property that is already set wins.
 */
final class NativeFolders {
    /** Where distributions keep {@code libutil.so.1}, which pty4j asks for by name. */
    private static final String[] SYSTEM_LIBRARIES = {
        "/lib/" + machine() + "-linux-gnu", "/usr/lib/" + machine() + "-linux-gnu", "/lib64", "/usr/lib64", "/lib",
    };

    private NativeFolders() {}

    /** Sets the properties; does nothing when the classes do not run from a packaged {@code cleat.jar}. Errors: none. */
    static void announce() {
        File folder = new File(OwnJar.folder(), "native");
        File jna = new File(folder, "jna/linux-" + jnaMachine());
        if (jna.isDirectory()) {
            set("jna.boot.library.path", jna.getPath());
            set("jna.noclasspath", "true");
            set("jna.nounpack", "true"); // else it makes a directory for temporary files, in the user's cache
        }
        File pty4j = new File(folder, "pty4j");
        if (pty4j.isDirectory()) {
            set("pty4j.preferred.native.folder", pty4j.getPath());
        }
        // JNA has a java.util.logging logger, which takes 12 ms to set up, unless its configuration is missing; then
        // nothing
        // that a library logs gets on the screen either.
        set("java.util.logging.config.file", "/dev/null/none");
        // Any value keeps JNA from running ldconfig; the empty one would keep it from finding libutil.
        set("jna.platform.library.path", systemLibraries());
    }

    private static String systemLibraries() {
        for (String folder : SYSTEM_LIBRARIES) {
            if (new File(folder, "libutil.so.1").exists()) {
                return folder;
            }
        }
        return "";
    }

    private static String machine() {
        String machine = System.getProperty("os.arch");
        return machine.equals("amd64") ? "x86_64" : machine;
    }

    private static String jnaMachine() {
        return machine().equals("x86_64") ? "x86-64" : machine();
    }

    private static void set(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
