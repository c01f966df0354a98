package dev.cleat.tui;

import dev.cleat.tui.message.Message;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was posted and is not taken yet, the oldest first. Of what tells how something is now, only the latest waits, at the
 * place of the one before: nobody takes anything while the terminal is lent, which may be for days. Thread-safe.
 */
final class Inbox {

    private final Map<Object, Message> waiting = new LinkedHashMap<>();

    synchronized void add(Message message) {
        waiting.put(subject(message), message);
    }

    /** The oldest, taken out; null when there is none. */
    synchronized Message poll() {
        Iterator<Message> oldest = waiting.values().iterator();
        if (!oldest.hasNext()) {
            return null;
        }
        Message message = oldest.next();
        oldest.remove();
        return message;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized boolean has(Predicate<Message> wanted) {
        return waiting.values().stream().anyMatch(wanted);
    }

    private record Shown(int pane) {}

    private record Advanced(long work) {}

    /** What a later message about the same takes the place of; most are about something of their own. */
    private static Object subject(Message message) {
        if (message instanceof Message.PaneShown shown) {
            return new Shown(shown.id());
        }
        if (message instanceof Message.WorkAdvanced advanced) {
            return new Advanced(advanced.work());
        }
        boolean state = message instanceof Message.HostsSeen
                || message instanceof Message.ContainersListed
                || message instanceof Message.DefinitionsListed
                || message instanceof Message.ExtrasRead
                || message instanceof Message.ListFailed
                || message instanceof Message.Continued
                || message instanceof Message.EffectEnded;
        return state ? message.getClass() : new Object();
    }
}
