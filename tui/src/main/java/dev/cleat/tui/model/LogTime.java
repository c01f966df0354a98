package dev.cleat.tui.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a line was written, as its beginning says it: {@code 2026-11-22T09:05:07.123Z}, with a blank instead of the T, with an
 * offset or without, in brackets or not, behind {@code ---} as Cleat marks a new life, or behind a level; or as web servers
 * write it, {@code 22/Nov/2026:09:05:07 +0000}. Times without an offset are in the operator's zone.
 */
public final class LogTime {

    /** How far from the start of a line it may stand, characters. */
    private static final int FARTHEST = 80;

    private static final Pattern TIME = Pattern.compile("(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)"
            + "(?:[.,](\\d{1,9}))?\\s?(Z|[+-]\\d\\d:?\\d\\d)?");

    private static final Pattern WEB =
            Pattern.compile("(\\d\\d)/([A-Z][a-z]{2})/(\\d{4}):(\\d\\d):(\\d\\d):(\\d\\d) ([+-]\\d{4})");

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private LogTime() {}

    /** The first time in it. */
    public static Optional<Instant> of(String line, ZoneId zone) {
        // Cheap for the many lines without one: no digit, no time.
        int digit = firstDigit(line);
        if (digit < 0) {
            return Optional.empty();
        }
        Matcher matcher = TIME.matcher(line).region(digit, Math.min(line.length(), FARTHEST + 40));
        if (!matcher.find() || matcher.start() > FARTHEST) {
            return web(line.substring(digit, Math.min(line.length(), FARTHEST + 40)));
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(matcher, 1),
                    number(matcher, 2),
                    number(matcher, 3),
                    number(matcher, 4),
                    number(matcher, 5),
                    number(matcher, 6),
                    nanos(matcher.group(7)));
            return Optional.of(local.atZone(zone(matcher.group(8), zone)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> web(String text) {
        Matcher matcher = WEB.matcher(text);
        if (!matcher.find() || !MONTHS.contains(matcher.group(2))) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(matcher, 3),
                    MONTHS.indexOf(matcher.group(2)) + 1,
                    number(matcher, 1),
                    number(matcher, 4),
                    number(matcher, 5),
                    number(matcher, 6));
            return Optional.of(local.toInstant(ZoneOffset.of(matcher.group(7))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int firstDigit(String line) {
        for (int i = 0; i < Math.min(line.length(), FARTHEST); i++) {
            if (line.charAt(i) >= '0' && line.charAt(i) <= '9') {
                return i;
            }
        }
        return -1;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int nanos(String digitsOrNull) {
        return digitsOrNull == null ? 0 : Integer.parseInt((digitsOrNull + "00000000").substring(0, 9));
    }

    private static ZoneId zone(String textOrNull, ZoneId usual) {
        return textOrNull == null ? usual : ZoneOffset.of(textOrNull);
    }
}
