package dev.cleat.engine.state;

import dev.cleat.engine.api.StartRequest;
import java.util.Optional;

/**
 * How a life came to be, so that the next one can be made in the same way.
 *
 * @param request what was asked for, files absolute
 * @param by who asked; empty in files of an older Cleat
 * @param boots which life it is since somebody asked: 1 for the first, one more with each reboot and each restart
 * @param restarts how many restarts by policy came without a long life between them
 */
public record SavedOrigin(StartRequest request, Optional<String> by, int boots, int restarts) {}
