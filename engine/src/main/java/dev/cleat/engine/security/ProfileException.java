package dev.cleat.engine.security;

import java.io.IOException;

/** A mistake in a profile. Message: {@code /etc/cleat/web.json:12: unknown action "SCMP_ACT_ALOW"}. */
public final class ProfileException extends IOException {

    private static final long serialVersionUID = 1L;

    ProfileException(String file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }
}
