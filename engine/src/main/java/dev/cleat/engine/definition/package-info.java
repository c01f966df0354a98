/**
 * A container's definition: YAML → immutable records, or every problem at once with file, line, column and the nearest
 * known key. Entry: {@link dev.cleat.engine.definition.DefinitionReader}; the key table is {@code DefinitionKeys}. Knows
 * nothing of this host: what a definition means here is decided by {@code dev.cleat.engine.plan}.
 */
package dev.cleat.engine.definition;
