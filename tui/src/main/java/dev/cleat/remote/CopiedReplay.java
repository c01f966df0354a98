package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Progress;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.ScreenImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A recording that is looked at in a copy, which goes with it. */
record CopiedReplay(Replay replay, RecordingCopy copy) implements Replay {

    @Override
    public RecordingInfo info() {
        return replay.info();
    }

    @Override
    public Duration length() {
        return replay.length();
    }

    @Override
    public Optional<Duration> next(Duration time) {
        return replay.next(time);
    }

    @Override
    public boolean approach(Duration time, Duration atMost) throws ContainerException {
        return replay.approach(time, atMost);
    }

    @Override
    public Duration reached() {
        return replay.reached();
    }

    @Override
    public ScreenImage image() {
        return replay.image();
    }

    @Override
    public List<Mark> marks() {
        return replay.marks();
    }

    @Override
    public List<Mark> find(String text, Progress progress) throws ContainerException {
        return replay.find(text, progress);
    }

    @Override
    public void close() {
        replay.close();
        copy.close();
    }
}
