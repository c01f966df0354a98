package dev.cleat.engine.definition;

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

    static <T> Key<T> required(String name, Type<T> type, T fallback, String meaning) {
        return new Key<>(name, type, fallback, true, meaning);
    }
}
