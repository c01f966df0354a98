package dev.cleat.tui.model;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One row of a list of the whole host. */
public sealed interface HostRow {

    /** What tells it from other rows of its list, the same from reading to reading. */
    String key();

    /** What a filter looks at. */
    List<String> texts();

    /** The container that it is about. */
    Optional<String> container();

    /** A namespace and who is in it. */
    record Namespace(NamespaceGroup group) implements HostRow {
        @Override
        public String key() {
            return group.type() + ":" + group.inode() + ":" + group.leader() + ":" + group.command();
        }

        @Override
        public List<String> texts() {
            List<String> texts = new ArrayList<>(group.containers());
            texts.add(group.type().procName());
            texts.add(Long.toString(group.inode()));
            texts.add(group.command());
            return texts;
        }

        /** The only one that is in it. */
        @Override
        public Optional<String> container() {
            return group.containers().size() == 1
                    ? Optional.of(group.containers().get(0))
                    : Optional.empty();
        }
    }

    /** A process in a namespace. */
    record Member(NamespaceMember member) implements HostRow {
        @Override
        public String key() {
            return Long.toString(member.process().pid());
        }

        @Override
        public List<String> texts() {
            return List.of(key(), member.process().command(), member.container().orElse(""));
        }

        @Override
        public Optional<String> container() {
            return member.container();
        }
    }

    /** A cgroup. */
    record Cgroup(CgroupNode node) implements HostRow {
        @Override
        public String key() {
            return node.path();
        }

        @Override
        public List<String> texts() {
            return List.of(node.path(), node.container().orElse(""));
        }

        @Override
        public Optional<String> container() {
            return node.container();
        }
    }

    /** A definition file. */
    record Definition(DefinitionSummary summary) implements HostRow {
        @Override
        public String key() {
            return summary.file().toString();
        }

        @Override
        public List<String> texts() {
            return List.of(summary.name(), summary.state().map(Enum::name).orElse(""), summary.description());
        }

        /** What is listed is the file. */
        @Override
        public Optional<String> container() {
            return Optional.empty();
        }
    }

    /**
     * A session and its recording; one of them is there.
     *
     * @param live one that lives, or ended while nobody was at it
     */
    record Session(Optional<SessionInfo> live, Optional<RecordingInfo> recording) implements HostRow {
        @Override
        public String key() {
            return live.map(SessionInfo::id)
                    .orElseGet(() -> recording.orElseThrow().file().toString());
        }

        @Override
        public List<String> texts() {
            return List.of(name(), user(), state(), String.join(" ", command()), id());
        }

        @Override
        public Optional<String> container() {
            return name().isEmpty() ? Optional.empty() : Optional.of(name());
        }

        /** The session's; empty text for a recording of another tool. */
        public String id() {
            return live.map(SessionInfo::id)
                    .orElseGet(() -> recording.orElseThrow().id());
        }

        /** The container's; empty text for a recording of another tool. */
        public String name() {
            return live.map(SessionInfo::container)
                    .orElseGet(() -> recording.orElseThrow().container());
        }

        public String user() {
            return live.map(session -> session.who().user())
                    .orElseGet(() -> recording.orElseThrow().user());
        }

        public Optional<String> ssh() {
            return live.isPresent()
                    ? live.get().who().ssh()
                    : recording.orElseThrow().ssh();
        }

        /** Argv; empty: the user's shell. */
        public List<String> command() {
            return live.map(SessionInfo::command)
                    .orElseGet(() -> recording.orElseThrow().command());
        }

        public Optional<Instant> started() {
            return live.isPresent()
                    ? Optional.of(live.get().started())
                    : recording.orElseThrow().started();
        }

        /** Of a live one until {@code now}; empty when nobody knows. */
        public Optional<Duration> duration(Instant now) {
            boolean goesOn = live.filter(session -> session.state() != SessionInfo.State.ENDED)
                    .isPresent();
            return goesOn
                    ? live.map(session -> Duration.between(session.started(), now))
                    : recording.flatMap(RecordingInfo::duration);
        }

        /** {@code attached}, {@code ended 3}, {@code exit 0}: how it does, or how it ended. */
        public String state() {
            if (live.isPresent()) {
                String word = live.get().state().name().toLowerCase(Locale.ROOT);
                return live.get().exitStatus().isPresent()
                        ? word + " " + live.get().exitStatus().getAsInt()
                        : word;
            }
            RecordingInfo info = recording.orElseThrow();
            String reason = info.endReason().orElse(info.state().name().toLowerCase(Locale.ROOT));
            return info.exitStatus().isPresent()
                    ? reason + " " + info.exitStatus().getAsInt()
                    : reason;
        }

        /** The recording, if it can be looked at. */
        public Optional<RecordingInfo> playable() {
            return recording.filter(info -> info.state() != RecordingInfo.State.MISSING);
        }
    }

    /** A change of a container's state, or something done from this console; one of them is there. */
    record Event(Optional<StateEvent> change, Optional<ActionNote> action) implements HostRow {

        public static Event of(StateEvent event) {
            return new Event(Optional.of(event), Optional.empty());
        }

        public static Event of(ActionNote action) {
            return new Event(Optional.empty(), Optional.of(action));
        }

        @Override
        public String key() {
            return change.map(event -> event.container() + ":" + event.sequence())
                    .orElseGet(() -> "action:" + action.orElseThrow().number());
        }

        @Override
        public List<String> texts() {
            return List.of(subject(), what(), who(), result());
        }

        @Override
        public Optional<String> container() {
            return Optional.of(subject());
        }

        public Instant time() {
            return change.map(StateEvent::time)
                    .orElseGet(() -> action.orElseThrow().time());
        }

        /** The container it is about. */
        public String subject() {
            return change.map(StateEvent::container)
                    .orElseGet(() -> action.orElseThrow().subject());
        }

        /** The new state, or what was done. */
        public String what() {
            return change.map(event -> event.state().name())
                    .orElseGet(() -> action.orElseThrow().what());
        }

        /** Empty text: it happened by itself. */
        public String who() {
            return change.map(event -> event.by().orElse(""))
                    .orElseGet(() -> action.orElseThrow().who());
        }

        /** Why it came, or what came of it. */
        public String result() {
            if (change.isPresent()) {
                return change.get().reason().orElse("");
            }
            ActionNote note = action.orElseThrow();
            return note.failure().map(Failure::message).orElse(note.result().orElse("under way"));
        }
    }
}
