package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Removal;
import dev.cleat.engine.api.StepProgress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A box above the screen that gets every key until it is answered. */
public sealed interface Dialog {

    /**
     * Do it to these? Only what the operator has to do for it is left open by the deed, see {@link #guard}.
     *
     * @param containers as they were when it was asked
     * @param leftOut clauses: which more were meant, and why it cannot be done to them
     * @param removals what goes with those that are to be destroyed, by name, as far as it could be looked up; empty until
     *     then
     * @param typed so far
     * @param doFocused false: the focus is on Cancel
     */
    record Question(
            Deed deed,
            List<ContainerSummary> containers,
            List<String> leftOut,
            Optional<Map<String, Removal>> removals,
            String typed,
            boolean doFocused)
            implements Dialog {

        private static final int LONGEST = 100;

        public Question {
            containers = List.copyOf(containers);
            leftOut = List.copyOf(leftOut);
            removals = removals.map(Map::copyOf);
        }

        /** Just asked. */
        public static Question of(Deed deed, List<ContainerSummary> containers, List<String> leftOut) {
            return new Question(deed, containers, leftOut, Optional.empty(), "", false);
        }

        /** One whose name can be read needs no typing, unless what it holds goes for good while it runs. */
        public Deed.Guard guard() {
            if (deed.guard() == Deed.Guard.NONE) {
                return Deed.Guard.YES; // it is asked all the same
            }
            boolean quiet = isOfOne()
                    && (deed == Deed.KILL || !containers.get(0).state().isLive());
            return deed.guard() == Deed.Guard.TYPED && quiet ? Deed.Guard.BUTTON : deed.guard();
        }

        public boolean isOfOne() {
            return containers.size() == 1;
        }

        /** What has to be typed: the one name, or the deed and how many. */
        public String wanted() {
            return isOfOne() ? containers.get(0).name() : deed.verb() + " " + containers.size();
        }

        public boolean isAnswered() {
            return typed.equals(wanted());
        }

        public Question withTyped(String next) {
            return next.length() > LONGEST ? this : new Question(deed, containers, leftOut, removals, next, doFocused);
        }

        public Question withFocus(boolean onIt) {
            return new Question(deed, containers, leftOut, removals, typed, onIt);
        }

        public Question knowing(Map<String, Removal> found) {
            return new Question(deed, containers, leftOut, Optional.of(found), typed, doFocused);
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

    /** What can be set; {@code selected} is an index of {@link Setting}. */
    record Settings(int selected) implements Dialog {}

    /** Leave the console? y/N. */
    record QuitQuestion() implements Dialog {}

    /** Work that the operator looks at. */
    record Underway(long work) implements Dialog {}

    /**
     * Something failed; stays until a key is pressed.
     *
     * @param steps that were begun; the last of them failed
     */
    record Problem(String title, List<StepProgress> steps, Failure failure) implements Dialog {
        public Problem {
            steps = List.copyOf(steps);
        }

        /** Of something without steps. */
        public static Problem of(String title, Failure failure) {
            return new Problem(title, List.of(), failure);
        }
    }

    /**
     * What a command of the operator's own asks for.
     *
     * @param containers it is to be run for; none: once, about none
     * @param answers one for each input, so far
     * @param at which of them is being typed
     * @param told that this one will not do
     */
    record Form(CustomCommand command, List<ContainerSummary> containers, List<String> answers, int at, boolean told)
            implements Dialog {

        public Form {
            containers = List.copyOf(containers);
            answers = List.copyOf(answers);
        }

        public Form at(int input) {
            return new Form(command, containers, answers, input, false);
        }

        public Form told(boolean wrong) {
            return new Form(command, containers, answers, at, wrong);
        }

        public Form typed(String text) {
            List<String> next = new ArrayList<>(answers);
            next.set(at, text.length() > Prompt.LIMIT ? text.substring(0, Prompt.LIMIT) : text);
            return new Form(command, containers, next, at, false);
        }

        /** The answers by the places that they fill. */
        public Map<String, String> values() {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < answers.size(); i++) {
                values.put(command.inputs().get(i).place(), answers.get(i));
            }
            return values;
        }
    }

    /** Run it? y/N. */
    record RunQuestion(Form form) implements Dialog {}
}
