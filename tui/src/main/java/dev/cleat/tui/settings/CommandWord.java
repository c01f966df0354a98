package dev.cleat.tui.settings;

import com.fasterxml.jackson.core.JsonLocation;

/** A word of a command, and where it stands. */
record CommandWord(String text, JsonLocation place) {

    /** Without the directory of a program. */
    String program() {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
