package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Node.Entry;
import dev.cleat.engine.definition.Node.Mapping;
import dev.cleat.engine.definition.Placed.At;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a definition builds on, {@code extends:} and {@code include:}: first the one it extends, then each file it
 * includes, then its own keys, each over what was there. Maps are merged key by key, everything else is replaced.
 */
final class Includes {

    static final Key<List<At<Path>>> INCLUDE = Key.of(
            "include",
            ListOf.of(new Placed<>(Scalars.hostPath())),
            List.of(),
            "files, or directories of *.yaml files, that come before this one: maps are merged, lists replaced");
    static final Key<Optional<At<String>>> EXTENDS = Key.maybe(
            "extends", new Placed<>(Names.containerName()), "a container whose stored definition this one builds on");

    /** Keys that say where a definition comes from, not what it is. */
    private static final Set<String> OWN = Set.of(INCLUDE.name(), EXTENDS.name());

    private static final String NAME = "name";
    private static final int MOST_FILES = 100;

    private final Reading reading;
    private int files;

    Includes(Reading reading) {
        this.reading = reading;
    }

    /** {@code own} over all that it builds on. */
    Mapping whole(Mapping own, Path file) {
        return whole(own, List.of(file));
    }

    /** @param chain the files that led here, the one {@code own} is from last */
    private Mapping whole(Mapping own, List<Path> chain) {
        Optional<Entry> included = own.find(INCLUDE.name());
        Optional<Entry> extended = own.find(EXTENDS.name());
        if (included.isEmpty() && extended.isEmpty()) {
            return own; // the usual case, on the way of every start
        }
        Mapping result = new Mapping(own.place(), List.of());
        if (extended.isPresent()) {
            result = extended(extended.get(), chain).orElse(result);
        }
        for (At<Path> path : included.flatMap(e -> value(INCLUDE, e)).orElse(List.of())) {
            for (Path file : filesAt(path)) {
                Optional<Mapping> read = read(file, path.place(), INCLUDE.name() + ": ", chain);
                if (read.isPresent()) {
                    result = merged(result, read.get(), Optional.of(DefinitionKeys.DEFINITION));
                }
            }
        }
        Mapping merged = merged(result, without(own, OWN), Optional.of(DefinitionKeys.DEFINITION));
        return new Mapping(own.place(), merged.entries());
    }

    private <T> Optional<T> value(Key<T> key, Entry entry) {
        boolean isNothing = entry.value() instanceof Node.Scalar scalar && scalar.isNull();
        return isNothing ? Optional.empty() : key.type().read(entry.value(), key.name(), reading);
    }

    /** A stored definition is NAME/container.yaml; the other one is beside it. */
    private Optional<Mapping> extended(Entry entry, List<Path> chain) {
        Optional<At<String>> name = value(EXTENDS, entry).flatMap(value -> value);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path here = chain.get(chain.size() - 1);
        Path all = here.getParent().getParent();
        if (!here.endsWith(DefinitionReader.STORED_FILE) || all == null) {
            reading.problems()
                    .add(name.get().place(), "extends: is for stored definitions; here write include: [FILE]");
            return Optional.empty();
        }
        Path base = all.resolve(name.get().value()).resolve(DefinitionReader.STORED_FILE);
        return read(base, name.get().place(), EXTENDS.name() + ": ", chain).map(m -> without(m, Set.of(NAME)));
    }

    private List<Path> filesAt(At<Path> path) {
        try {
            return reading.files().inDirectory(path.value()).orElse(List.of(path.value()));
        } catch (IOException e) {
            reading.problems().add(path.place(), "include: " + path.value() + ": cannot be read");
            return List.of();
        }
    }

    private Optional<Mapping> read(Path file, Place place, String subject, List<Path> chain) {
        Path path = file.normalize();
        if (chain.contains(path)) {
            reading.problems().add(place, subject + path + " leads back to itself");
            return Optional.empty();
        }
        files++;
        if (files > MOST_FILES) {
            reading.problems().add(place, subject + "more than " + MOST_FILES + " files");
            return Optional.empty();
        }
        List<Path> longer = new ArrayList<>(chain);
        longer.add(path);
        return DefinitionFile.read(path, place, subject + path + ": ", reading.files(), reading.problems())
                .filter(text -> !text.isBlank())
                .flatMap(text -> DefinitionReader.mapping(text, path, reading.problems()))
                .map(mapping -> whole(mapping, longer));
    }

    /** @param type what both are read as, if known: a short form opens up when the other one is a map */
    static Mapping merged(Mapping base, Mapping over, Optional<Type<?>> type) {
        List<Entry> entries = new ArrayList<>(base.entries());
        for (Entry entry : over.entries()) {
            Optional<Entry> before = base.find(entry.key());
            Optional<Type<?>> inner = type.flatMap(t -> Overrides.below(t, entry.key()));
            Entry result = entry;
            if (before.isPresent() && entry.value() instanceof Mapping more) {
                Mapping less = Overrides.asMapping(before.get().value(), inner);
                result = new Entry(entry.key(), entry.place(), merged(less, more, inner));
            }
            entries.removeIf(e -> e.key().equals(entry.key()));
            entries.add(result);
        }
        return new Mapping(over.place(), entries);
    }

    private static Mapping without(Mapping mapping, Set<String> keys) {
        List<Entry> entries = new ArrayList<>(mapping.entries());
        entries.removeIf(entry -> keys.contains(entry.key()));
        return new Mapping(mapping.place(), entries);
    }
}
