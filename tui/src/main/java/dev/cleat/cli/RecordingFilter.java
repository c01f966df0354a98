package dev.cleat.cli;

import dev.cleat.cli.option.TimeValue;
import dev.cleat.cli.option.UsageException;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SearchQuery;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Which recordings are meant by {@code --container}, {@code --user} and {@code --since}. */
record RecordingFilter(Optional<String> container, Optional<String> user, Optional<Instant> since) {

    static RecordingFilter of(String verb, Call call) throws UsageException {
        Optional<String> since = call.arguments().value("--since");
        return new RecordingFilter(
                call.arguments().value("--container"),
                call.arguments().value("--user"),
                since.isEmpty()
                        ? Optional.empty()
                        : Optional.of(time(verb, since.get(), call.here().clock())));
    }

    /** So long ago, a day, or a moment. */
    private static Instant time(String verb, String text, Clock clock) throws UsageException {
        Optional<Duration> ago = TimeValue.parse(text);
        if (ago.isPresent()) {
            return clock.instant().minus(ago.get());
        }
        try {
            return text.indexOf('T') > 0
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException(
                    verb, "--since \"" + text + "\" is no time; as 2h, 2026-03-04 or 2026-03-04T05:06:07Z");
        }
    }

    boolean matches(RecordingInfo info) {
        return container.map(info.container()::equals).orElse(true)
                && user.map(info.user()::equals).orElse(true)
                && since.map(least -> info.started().isPresent()
                                && !info.started().get().isBefore(least))
                        .orElse(true);
    }

    SearchQuery query(String text) {
        return new SearchQuery(text, container, user, since);
    }
}
