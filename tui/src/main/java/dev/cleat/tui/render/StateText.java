package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.tui.model.Role;

/** A container's state as a sign, a word and a role, so that none of them is needed to understand it. */
final class StateText {

    private StateText() {}

    /** {@code ● RUNNING}, or {@code ● RUN} where room is short. */
    static Span of(ContainerState state, boolean shortWord, Glyphs glyphs) {
        return Span.of(sign(state, glyphs) + " " + (shortWord ? shortWord(state) : state.name()), role(state));
    }

    static Role role(ContainerState state) {
        return switch (state) {
            case RUNNING -> Role.STATE_RUNNING;
            case FROZEN, STARTING, STOPPING -> Role.STATE_PAUSED;
            case STOPPED -> Role.STATE_STOPPED;
            case ABORTING -> Role.STATE_FAILED;
        };
    }

    private static String sign(ContainerState state, Glyphs glyphs) {
        return switch (state) {
            case RUNNING -> glyphs.running();
            case FROZEN -> glyphs.paused();
            case STARTING, STOPPING -> glyphs.changing();
            case STOPPED -> glyphs.stopped();
            case ABORTING -> glyphs.failed();
        };
    }

    private static String shortWord(ContainerState state) {
        return switch (state) {
            case RUNNING -> "RUN";
            case FROZEN -> "PAU";
            case STARTING -> "UP";
            case STOPPING -> "END";
            case STOPPED -> "STP";
            case ABORTING -> "ERR";
        };
    }
}
