package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which rows of a list are shown. Terms stand between blanks, and all of them have to hold:
 *
 * <ul>
 *   <li>{@code web}: a regular expression found in what tells a row, small letters like capitals; {@code "two words"};
 *   <li>{@code state:run}: found in that field;
 *   <li>{@code cpu>50}, {@code mem>=100M}, {@code age<2h}: a figure of that row; without one it is not shown;
 *   <li>{@code -f wbst}: these letters in this order, with anything between;
 *   <li>{@code !} before any of them: what it does not find.
 * </ul>
 *
 * @param text as typed; empty shows everything
 */
public record Filter(String text) {

    public static final Filter NONE = new Filter("");

    public boolean isActive() {
        return !terms(new Fields<>(row -> List.of(), java.util.Map.of(), java.util.Map.of()))
                .isEmpty();
    }

    /** For containers, compiled once for a whole list; {@code now} is for ages. */
    public Predicate<ContainerSummary> containers(Instant now) {
        return terms(ContainerFields.at(now))::shows;
    }

    /** For rows of another list, compiled once for a whole list. */
    public Predicate<HostRow> of(HostList list) {
        return terms(HostFields.of(list))::shows;
    }

    /** What is wrong with it on the container list; what is wrong hides nothing. */
    public Optional<String> problem() {
        return terms(ContainerFields.at(Instant.EPOCH)).problem();
    }

    /** What is wrong with it on another list. */
    public Optional<String> problem(HostList list) {
        return terms(HostFields.of(list)).problem();
    }

    private <R> FilterTerms<R> terms(Fields<R> fields) {
        return new FilterTerms<>(text, fields);
    }
}
