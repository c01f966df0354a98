package dev.cleat.engine.definition;

/**
 * A value of the configuration whose use may fail later, when only the host knows whether it is right.
 *
 * @param where it stands, {@code FILE:LINE:COLUMN}
 */
public record FromConfig<T>(T value, String where) {

    static <T> FromConfig<T> of(Placed.At<T> placed) {
        Place place = placed.place();
        return new FromConfig<>(placed.value(), place.file() + ":" + place.line() + ":" + place.column());
    }
}
