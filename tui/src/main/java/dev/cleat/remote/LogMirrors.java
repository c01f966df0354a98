package dev.cleat.remote;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The copies of one host's logs: so many on disk, then the one that nobody looked at for the longest time goes for a new one. */
final class LogMirrors {

    static final int MOST = 64;

    private final Map<String, LogMirror> byName = new LinkedHashMap<>(16, 0.75f, true);

    /** Of the container {@code name}; {@code made} makes one. */
    synchronized LogMirror of(String name, Function<String, LogMirror> made) {
        LogMirror mirror = byName.computeIfAbsent(name, made);
        if (byName.size() > MOST) {
            Iterator<LogMirror> eldest = byName.values().iterator();
            eldest.next().remove();
            eldest.remove();
        }
        return mirror;
    }
}
