package dev.cleat.tui;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The operator's terminal for a part of the program that gives it back: it seems gone once that has to be quick. */
final class LentTerminal implements OperatorTerminal {

    private final OperatorTerminal terminal;
    private final BooleanSupplier wantedBack;

    LentTerminal(OperatorTerminal terminal, BooleanSupplier wantedBack) {
        this.terminal = terminal;
        this.wantedBack = wantedBack;
    }

    @Override
    public TerminalSize size() {
        return terminal.size();
    }

    @Override
    public int read(byte[] into, Duration atMost) {
        return wantedBack.getAsBoolean() ? -1 : terminal.read(into, atMost);
    }

    @Override
    public void unread(byte[] bytes, int offset, int length) {
        terminal.unread(bytes, offset, length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        terminal.write(bytes, offset, length);
    }

    @Override
    public void wake() {
        terminal.wake();
    }

    @Override
    public boolean takeResized() {
        return terminal.takeResized();
    }

    @Override
    public void leaveRaw() {
        terminal.leaveRaw();
    }

    @Override
    public void enterRaw() {
        terminal.enterRaw();
    }

    @Override
    public void setFarewell(Supplier<byte[]> bytes) {
        terminal.setFarewell(bytes);
    }

    /** It stays open: it is its owner's. */
    @Override
    public void close() {}
}
