package dev.cleat.engine.definition;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One key of a section.
 *
 * @param name as it is written
 * @param fallback the value when it is not given
 * @param meaning one phrase for people, shown by editors
 */
record Key<T>(String name, Type<T> type, T fallback, boolean required, String meaning) {

    static <T> Key<T> of(String name, Type<T> type, T fallback, String meaning) {
        return new Key<>(name, type, fallback, false, meaning);
    }

    /** One whose absence means something of its own. */
    static <T> Key<Optional<T>> maybe(String name, Type<T> type, String meaning) {
        return of(name, new Maybe<>(type), Optional.empty(), meaning);
    }

    /** One whose type is made when a file has it. */
    static <T> Key<T> lazy(String name, Supplier<? extends Type<T>> type, T fallback, String meaning) {
        return of(name, new Lazy<>(type), fallback, meaning);
    }

    /** A whole number that may be missing. */
    static Key<OptionalLong> number(String name, long smallest, long largest, String meaning) {
        return of(name, Scalars.number(smallest, largest).map(OptionalLong::of), OptionalLong.empty(), meaning);
    }

    static <T> Key<T> required(String name, Type<T> type, T fallback, String meaning) {
        return new Key<>(name, type, fallback, true, meaning);
    }
}
