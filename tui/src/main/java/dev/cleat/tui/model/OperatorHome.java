package dev.cleat.tui.model;

import java.nio.file.Path;
import java.util.Map;

/** The operator's home directory. */
public final class OperatorHome {

    private OperatorHome() {}

    /** HOME where it is an absolute path, as for a shell; else what the password database says. */
    public static Path of(Map<String, String> environment) {
        String given = environment.getOrDefault("HOME", "");
        return Path.of(given.startsWith("/") ? given : System.getProperty("user.home"));
    }
}
