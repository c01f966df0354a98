package dev.cleat.engine.terminal;

/** Hears how much has passed a relay. */
@FunctionalInterface
public interface Activity {

    /** So many bytes by now, to the command and from it. */
    void passed(long toCommand, long fromCommand);
}
