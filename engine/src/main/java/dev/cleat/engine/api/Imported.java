package dev.cleat.engine.api;

import java.util.List;

/**
 * A definition made of another tool's configuration.
 *
 * @param definition its YAML text; it has no problems
 * @param left what could not be carried over, one line each: {@code FILE:LINE: key: why}
 */
public record Imported(String definition, List<String> left) {
    public Imported {
        left = List.copyOf(left);
    }
}
