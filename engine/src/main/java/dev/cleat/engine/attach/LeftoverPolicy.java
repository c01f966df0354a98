package dev.cleat.engine.attach;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.definition.SessionPolicy.Leftovers;

/** Says what becomes of what a session leaves behind on this host. */
@FunctionalInterface
public interface LeftoverPolicy {

    /** <b>Errors.</b> {@link InvalidDefinitionException} when the configuration is wrong. */
    Leftovers read() throws InvalidDefinitionException;
}
