package dev.cleat.engine.runtime;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.session.SharedScreen;
import dev.cleat.engine.terminal.Repaint;
import java.io.IOException;
import java.util.Optional;

/** What a session showed last, shown once more; the terminal is left as a session leaves it. */
final class LastScreen {

    private LastScreen() {}

    static void show(byte[] screen, Optional<OperatorTerminal> owned) throws IOException {
        boolean isTerminal = owned.isPresent() || Fd.isTerminal(1);
        byte[] drawn = isTerminal ? Repaint.whole(screen, screen.length >= SharedScreen.REMEMBERED) : screen;
        if (owned.isPresent()) {
            owned.get().write(drawn, 0, drawn.length);
        } else {
            Fd.owning(1).writeFully(drawn); // borrowed: it is not closed
        }
    }
}
