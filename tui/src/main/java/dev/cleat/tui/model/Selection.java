package dev.cleat.tui.model;

import java.util.List;
import java.util.Optional;

/**
 * The selected row of a list. It sticks to what the row is, so it stays when rows come, go or change places.
 *
 * @param key of the selected row; empty until there was one
 */
public record Selection(Optional<String> key, Cursor cursor) {

    public static final Selection FIRST = new Selection(Optional.empty(), Cursor.START);

    /** After the rows changed: the same row selected, or the one that took its place. */
    public Selection settled(List<String> keys, int height) {
        int found = key.map(keys::indexOf).orElse(-1);
        return select(found >= 0 ? found : cursor.index(), keys, height);
    }

    /** Selects row {@code index}, or the nearest there is. */
    public Selection select(int index, List<String> keys, int height) {
        Cursor next = cursor.to(index, keys.size(), height);
        return new Selection(keys.isEmpty() ? key : Optional.of(keys.get(next.index())), next);
    }
}
