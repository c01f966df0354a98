package dev.cleat.engine.plan;

import dev.cleat.engine.definition.ProcessTuning;
import java.util.Optional;

/**
 * What is set of init as a process, mostly by the host from outside.
 *
 * @param ownCore no task of others runs on the same core at the same time (core-scheduling.rst)
 * @param keyringLabel SELinux context of its session keyring
 */
public record TuningPlan(ProcessTuning process, boolean ownCore, Optional<String> keyringLabel) {}
