package dev.cleat.engine.importing;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A definition in the making: maps, lists and values, each of which knows the line that it comes from. */
sealed interface Tree {

    /** Where it comes from; empty: from nowhere, LXC does so without being told. */
    Optional<LxcLine> origin();

    /** One value. */
    record Value(String text, Optional<LxcLine> origin) implements Tree {}

    /** A list. */
    record Items(List<Tree> items) implements Tree {
        Items() {
            this(new ArrayList<>());
        }

        @Override
        public Optional<LxcLine> origin() {
            return items.stream().flatMap(item -> item.origin().stream()).findFirst();
        }
    }

    /** A map with an order. */
    record Keys(Map<String, Tree> entries) implements Tree {
        Keys() {
            this(new LinkedHashMap<>());
        }

        @Override
        public Optional<LxcLine> origin() {
            return entries.values().stream()
                    .flatMap(value -> value.origin().stream())
                    .findFirst();
        }

        Keys put(String key, String text, LxcLine origin) {
            entries.put(key, new Value(text, Optional.of(origin)));
            return this;
        }

        /** The map at {@code key}, made when there is none. */
        Keys map(String key) {
            return (Keys) entries.computeIfAbsent(key, k -> new Keys());
        }

        /** The list at {@code key}, made when there is none. */
        Items list(String key) {
            return (Items) entries.computeIfAbsent(key, k -> new Items());
        }
    }

    /** Takes {@code node} out of {@code from}, with what is empty without it; false when it is not there. */
    static boolean remove(Tree from, Tree node) {
        if (from instanceof Keys keys) {
            return remove(keys.entries().values().iterator(), node);
        }
        return from instanceof Items items && remove(items.items().iterator(), node);
    }

    private static boolean remove(Iterator<Tree> children, Tree node) {
        while (children.hasNext()) {
            Tree child = children.next();
            boolean isIt = child == node;
            if (isIt || remove(child, node)) {
                if (isIt || isEmpty(child)) {
                    children.remove();
                }
                return true;
            }
        }
        return false;
    }

    /** Takes out what comes from no line. */
    static void removeUnsaid(Keys keys) {
        keys.entries().values().removeIf(value -> {
            if (value instanceof Keys below) {
                removeUnsaid(below);
            }
            return value.origin().isEmpty();
        });
    }

    private static boolean isEmpty(Tree tree) {
        return tree instanceof Keys keys && keys.entries().isEmpty()
                || tree instanceof Items items && items.items().isEmpty();
    }
}
