package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.StepProgress;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A box above the screen that gets every key until it is answered. */
public sealed interface Dialog {

    /** Stop it? y/N. */
    record StopQuestion(String container) implements Dialog {}

    /** Restart it? y/N. */
    record RestartQuestion(String container) implements Dialog {}

    /** Kill it? The focus is on Cancel until it is moved. */
    record KillQuestion(String container, int processes, boolean killFocused) implements Dialog {}

    /**
     * Do it to these? Only what the operator has to do for it is left open by the deed, see {@link #guard}.
     *
     * @param containers as they were when it was asked
     * @param skipped how many more were meant, and are in no state for it
     * @param typed so far
     * @param doFocused false: the focus is on Cancel
     */
    record Question(Deed deed, List<ContainerSummary> containers, int skipped, String typed, boolean doFocused)
            implements Dialog {

        private static final int LONGEST = 100;

        public Question {
            containers = List.copyOf(containers);
        }

        /** One that does not run, and whose name can be read, needs no typing. */
        public Deed.Guard guard() {
            boolean quiet = containers.size() == 1 && !containers.get(0).state().isLive();
            return deed.guard() == Deed.Guard.TYPED && quiet ? Deed.Guard.BUTTON : deed.guard();
        }

        /** What has to be typed: the one name, or the deed and how many. */
        public String wanted() {
            return containers.size() == 1 ? containers.get(0).name() : deed.verb() + " " + containers.size();
        }

        public boolean isAnswered() {
            return typed.equals(wanted());
        }

        public Question withTyped(String next) {
            return next.length() > LONGEST ? this : new Question(deed, containers, skipped, next, doFocused);
        }

        public Question withFocus(boolean onIt) {
            return new Question(deed, containers, skipped, typed, onIt);
        }
    }

    /**
     * What became of a deed, when not everything went well; stays until a key is pressed.
     *
     * @param done how many
     * @param refusals why not, by name
     */
    record Report(Deed deed, int done, Map<String, Failure> refusals) implements Dialog {
        public Report {
            refusals = Collections.unmodifiableMap(new LinkedHashMap<>(refusals));
        }
    }

    /** What can be done to what is selected; {@code selected} is the index of an item. */
    record Menu(int selected) implements Dialog {}

    /**
     * End a session? y/N.
     *
     * @param who sits at it, and what runs in it
     * @param alive false: what it left is forgotten
     */
    record EndSessionQuestion(String session, String container, String who, boolean alive) implements Dialog {}

    /** What of a container is to be copied: the letter of a line. */
    record Copying(ContainerSummary container) implements Dialog {}

    /** Which columns the container list has; {@code selected} is one of {@link ColumnChoice#all}. */
    record Columns(int selected) implements Dialog {}

    /** Leave the console? y/N. */
    record QuitQuestion() implements Dialog {}

    /**
     * A start under way, or failed.
     *
     * @param steps begun so far; all but the last are done
     * @param failure stays until a key is pressed
     */
    record Starting(String container, Instant since, List<StepProgress> steps, Optional<Failure> failure)
            implements Dialog {
        public Starting {
            steps = List.copyOf(steps);
        }
    }

    /** Something failed; stays until a key is pressed. */
    record Problem(String title, Failure failure) implements Dialog {}
}
