package dev.cleat.cli;

import java.io.File;
import java.net.URI;

/** Where this program was loaded from. */
final class OwnJar {

    private OwnJar() {}

    /**
     * {@code tui/target}. The launcher says so in {@code cleat.jar}: classes of an archive that was made while the tree was
     * seen at another path have no source of their own.
     */
    static File folder() {
        String told = System.getProperty("cleat.jar");
        File jar = told != null
                ? new File(told)
                : new File(URI.create(OwnJar.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()));
        return jar.getParentFile();
    }
}
