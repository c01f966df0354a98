package dev.cleat.engine.runtime;

import dev.cleat.engine.session.RecordingNote;
import dev.cleat.engine.terminal.OperatorAsides;

/** What somebody is answered who looks on at a session. */
record WatcherAsides(RecordingNote recorded) implements OperatorAsides {

    @Override
    public String mark() {
        return "no mark: who looks on changes nothing";
    }

    @Override
    public String recording() {
        return recorded.file().map(file -> "recorded in " + file).orElse("this session is not recorded");
    }
}
