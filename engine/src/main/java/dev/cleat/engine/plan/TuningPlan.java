package dev.cleat.engine.plan;

import dev.cleat.engine.definition.ProcessTuning;

/**
 * What the host sets of init from outside.
 *
 * @param ownCore no task of others runs on the same core at the same time (core-scheduling.rst)
 */
public record TuningPlan(ProcessTuning process, boolean ownCore) {}
