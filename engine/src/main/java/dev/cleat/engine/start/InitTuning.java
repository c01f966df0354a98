package dev.cleat.engine.start;

import dev.cleat.engine.definition.ProcessTuning;
import java.io.IOException;

/** What the host sets of init from outside, before init gives up what it takes to do so: prlimit(2), sched_setattr(2), /proc/PID. */
final class InitTuning {

    private InitTuning() {}

    static void apply(long pid, ProcessTuning tuning) throws IOException {}
}
