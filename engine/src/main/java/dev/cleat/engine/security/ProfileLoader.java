package dev.cleat.engine.security;

import dev.cleat.engine.plan.ProfilePlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Loads an AppArmor profile with apparmor_parser(8), which compiles it for this kernel. One of the name is replaced. */
public final class ProfileLoader {

    private static final int MOST_SAID = 8192;

    private ProfileLoader() {}

    /**
     * Nothing without a profile.
     *
     * <p><b>Errors.</b> IOException with what the parser said: a mistake in {@code security.apparmor.raw}, mostly.
     */
    public static void load(Optional<ProfilePlan> profile) throws IOException {
        if (profile.isPresent()) {
            load(profile.get());
        }
    }

    private static void load(ProfilePlan profile) throws IOException {
        Process parser = new ProcessBuilder(profile.parser().toString(), "--replace", "--skip-cache", "--quiet")
                .redirectErrorStream(true)
                .start();
        try (OutputStream source = parser.getOutputStream()) {
            source.write(profile.text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It has ended already; why is what it said.
        }
        String said = new String(parser.getInputStream().readNBytes(MOST_SAID), StandardCharsets.UTF_8).strip();
        try {
            if (parser.waitFor() != 0) {
                throw new IOException("security.apparmor: " + profile.name() + ": apparmor_parser: "
                        + said.replaceAll("\\s*\\n\\s*", "; "));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("apparmor_parser was interrupted", e);
        }
    }
}
