package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.ShellWords;
import dev.cleat.tui.model.CommandText;
import dev.cleat.tui.model.Deed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which command lines do what an effect does. */
final class CommandLines {

    /** What is done to whom, and how a shell is told to. */
    record Line(String what, String subject, String command) {}

    private final CommandText text;

    CommandLines(CommandText text) {
        this.text = text;
    }

    /** One for each container; none for what changes nothing. */
    List<Line> of(Effect effect) {
        if (effect instanceof Effect.Each each) {
            List<Line> lines = new ArrayList<>();
            each.containers().forEach(container -> lines.add(line(each.deed(), container)));
            return lines;
        }
        if (effect instanceof Effect.Start start) {
            return List.of(line("start", started(start.request().file()), start.container()));
        }
        if (effect instanceof Effect.Create create) {
            return List.of(line("create", List.of("create", "-f", create.file().toString()), create.name()));
        }
        if (effect instanceof Effect.Stop stop) {
            return List.of(line(Deed.STOP.verb(), Deed.STOP.command(), stop.container()));
        }
        if (effect instanceof Effect.Kill kill) {
            return List.of(line(Deed.KILL.verb(), Deed.KILL.command(), kill.container()));
        }
        if (effect instanceof Effect.Restart restart) {
            return List.of(line("restart", List.of("restart"), restart.container()));
        }
        if (effect instanceof Effect.Pause pause) {
            Deed deed = pause.thaw() ? Deed.THAW : Deed.FREEZE;
            return List.of(line(deed.verb(), deed.command(), pause.container()));
        }
        if (effect instanceof Effect.EndSession end) {
            String command = text.of(List.of("sessions", "kill"), List.of(end.session()));
            return List.of(new Line("end session", end.container(), command));
        }
        if (effect instanceof Effect.SaveRecording save) {
            List<String> words = new ArrayList<>(List.of("cleat", "rec", "cat"));
            if (save.isRaw()) {
                words.add("--raw");
            }
            words.add(save.recording());
            return List.of(new Line("save", save.recording(), ShellWords.line(words) + into(save.file())));
        }
        if (effect instanceof Effect.SaveLog save) {
            return List.of(new Line("save log", String.join(" ", save.names()), saved(save)));
        }
        return effect instanceof Effect.HandOver over ? handOver(over) : List.of();
    }

    /** All of it, or the lines that match. */
    private String saved(Effect.SaveLog save) {
        List<String> each = save.names().stream()
                .map(name -> text.of(List.of("logs"), List.of(name)))
                .toList();
        String all = each.size() == 1 ? each.get(0) : "{ " + String.join("; ", each) + "; }";
        String filter = save.choice().filter();
        boolean others = filter.startsWith("!");
        List<String> grep = List.of("grep", others ? "-viE" : "-iE", "--", others ? filter.substring(1) : filter);
        return all + (filter.isEmpty() ? "" : " | " + ShellWords.line(grep)) + into(save.file());
    }

    private static String into(String file) {
        return " > " + ShellWords.line(List.of(file));
    }

    private List<Line> handOver(Effect.HandOver effect) {
        if (effect instanceof Effect.Attach attach) {
            return List.of(onTerminal("attach", List.of("attach"), attach.container(), attach.container()));
        }
        if (effect instanceof Effect.Shell shell) {
            return List.of(onTerminal("shell", List.of("shell"), shell.container(), shell.container()));
        }
        if (effect instanceof Effect.Return back) {
            return List.of(onTerminal("come back", List.of("sessions", "attach"), back.container(), back.session()));
        }
        if (effect instanceof Effect.Watch watch) {
            return List.of(onTerminal("watch", List.of("sessions", "watch"), watch.container(), watch.session()));
        }
        return effect instanceof Effect.Play play
                ? List.of(onTerminal("play", List.of("play"), play.title(), play.recording()))
                : List.of();
    }

    /** From a file wherever it is, as the console starts it. */
    private static List<String> started(Optional<Path> file) {
        List<String> verb = new ArrayList<>(List.of("start"));
        file.ifPresent(path -> verb.addAll(List.of("-f", path.toString(), "-n")));
        return verb;
    }

    private Line line(Deed deed, ContainerSummary container) {
        List<String> verb = new ArrayList<>(deed == Deed.START ? started(container.definition()) : deed.command());
        if (deed == Deed.DESTROY && container.state().isLive()) {
            verb.add("-f");
        }
        return line(deed.verb(), verb, container.name());
    }

    private Line line(String what, List<String> verb, String name) {
        return new Line(what, name, text.of(verb, List.of(name)));
    }

    private Line onTerminal(String what, List<String> verb, String subject, String name) {
        return new Line(what, subject, text.onTerminal(verb, name));
    }
}
