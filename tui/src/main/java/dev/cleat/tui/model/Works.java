package dev.cleat.tui.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is under way.
 *
 * @param begun how many were ever begun: the id of the latest
 * @param all the oldest first
 */
public record Works(long begun, List<Work> all) {

    public static final Works NONE = new Works(0, List.of());

    public Works {
        all = List.copyOf(all);
    }

    /** One more, which is the {@link #latest} then. */
    public Works with(Work.Kind kind, String title, String subject, int total, Instant now) {
        List<Work> next = new ArrayList<>(all);
        next.add(new Work(begun + 1, title, subject, kind, now, List.of(), 0, total, false));
        return new Works(begun + 1, next);
    }

    /** The id of the one that was begun last. */
    public long latest() {
        return begun;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public Optional<Work> find(long id) {
        return all.stream().filter(work -> work.id() == id).findFirst();
    }

    /** The one behind {@code id}, round the end. */
    public Optional<Work> after(long id) {
        return all.stream()
                .filter(work -> work.id() > id)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    public Works changed(long id, UnaryOperator<Work> change) {
        return new Works(
                begun,
                all.stream()
                        .map(work -> work.id() == id ? change.apply(work) : work)
                        .toList());
    }

    public Works without(long id) {
        return new Works(begun, all.stream().filter(work -> work.id() != id).toList());
    }
}
