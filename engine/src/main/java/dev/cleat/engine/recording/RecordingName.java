package dev.cleat.engine.recording;

import dev.cleat.engine.session.SessionIdentity;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The name of an automatic recording, of a template. What a container or user is called cannot lead elsewhere. */
final class RecordingName {

    static final String SUFFIX = ".cast";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** NAME_MAX is 255 bytes, limits.h; the meta file's temporary name adds some 60. */
    private static final int LONGEST_PART = 64;

    private RecordingName() {}

    static String of(String template, SessionIdentity who) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char letter = template.charAt(i);
            if (letter != '%' || i + 1 == template.length()) {
                name.append(letter);
                continue;
            }
            i++;
            switch (template.charAt(i)) {
                case 'n' -> name.append(safe(who.container()));
                case 't' -> name.append(TIME.format(who.started()));
                case 'u' -> name.append(safe(who.user()));
                case 'i' -> name.append(safe(who.id()));
                default -> name.append(template.charAt(i));
            }
        }
        return name + SUFFIX;
    }

    /** Letters, digits and few more, so never a path and never hidden. */
    private static String safe(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_.@+-]", "_").replaceAll("^\\.", "_");
        return plain.substring(0, Math.min(plain.length(), LONGEST_PART));
    }
}
