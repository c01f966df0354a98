package dev.cleat.engine.recording;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How a recorded session ended.
 *
 * @param status what a shell would say; empty when nobody knows
 */
public record RecordingEnd(Reason reason, OptionalInt status) {

    /** Why nothing more is recorded. */
    public enum Reason {
        /** The command ended by itself. */
        EXIT("exit"),
        /** A signal killed it. */
        SIGNAL("signal"),
        /** The operator typed the detach keys. */
        DETACH("detach"),
        /** The operator's terminal went away. */
        DISCONNECT("disconnect"),
        /** It could not be begun, or we failed on the way. */
        CRASH("crash");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        /** As the files have it. */
        public String word() {
            return word;
        }

        /** True for the words of those that leave the command's status. */
        static boolean hasStatus(String text) {
            return text.equals(EXIT.word) || text.equals(SIGNAL.word);
        }

        static boolean isWord(String text) {
            return Arrays.stream(values()).anyMatch(reason -> reason.word.equals(text));
        }
    }
}
