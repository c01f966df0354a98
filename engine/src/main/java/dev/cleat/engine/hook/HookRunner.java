package dev.cleat.engine.hook;

import dev.cleat.engine.plan.HookCommand;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Runs hooks on the host, one after the other. */
public final class HookRunner {

    private final Consumer<String> warnings;

    /** @param warnings told of failures that do not fail the flow, and of what hooks print */
    public HookRunner(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** <b>Errors.</b> IOException naming the hook, its status and the last line it printed. */
    public void run(List<HookCommand> commands) throws IOException {}
}
