package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostedName;
import dev.cleat.tui.model.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which command lines do what an effect does. */
final class CommandLines {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /** What is done to whom, and how a shell is told to. */
    record Line(String what, String subject, String command) {}

    private final boolean manyHosts;

    /** @param manyHosts every name is {@code HOST:NAME} */
    CommandLines(boolean manyHosts) {
        this.manyHosts = manyHosts;
    }

    /** One for each container; none for what changes nothing. */
    List<Line> of(Effect effect) {
        if (effect instanceof Effect.Each each) {
            List<Line> lines = new ArrayList<>();
            each.containers().forEach(container -> lines.add(line(each.deed(), container)));
            return lines;
        }
        if (effect instanceof Effect.Start start) {
            String from = start.request()
                    .file()
                    .map(file -> "-f " + quoted(file.toString()) + " -n ")
                    .orElse("");
            String name = start.container();
            return List.of(new Line("start", name, cleat("start " + from, name)));
        }
        if (effect instanceof Effect.Stop stop) {
            String verb = stop.kill() ? "stop -k" : "stop";
            return List.of(line(stop.kill() ? "kill" : "stop", verb, stop.container()));
        }
        if (effect instanceof Effect.Restart restart) {
            return List.of(line("restart", "restart", restart.container()));
        }
        if (effect instanceof Effect.Pause pause) {
            String verb = pause.thaw() ? "thaw" : "freeze";
            return List.of(line(verb, verb, pause.container()));
        }
        if (effect instanceof Effect.EndSession end) {
            return List.of(new Line("end session", end.container(), "cleat sessions kill " + quoted(end.session())));
        }
        return effect instanceof Effect.HandOver over ? handOver(over) : List.of();
    }

    private List<Line> handOver(Effect.HandOver effect) {
        if (effect instanceof Effect.Attach attach) {
            return List.of(line("attach", "attach", attach.container()));
        }
        if (effect instanceof Effect.Shell shell) {
            return List.of(line("shell", "attach", shell.container()));
        }
        if (effect instanceof Effect.Return back) {
            return List.of(new Line("come back", back.container(), "cleat sessions attach " + quoted(back.session())));
        }
        if (effect instanceof Effect.Watch watch) {
            return List.of(new Line("watch", watch.container(), "cleat sessions watch " + quoted(watch.session())));
        }
        return effect instanceof Effect.Play play
                ? List.of(new Line("play", play.title(), "cleat play " + quoted(play.recording())))
                : List.of();
    }

    private Line line(Deed deed, ContainerSummary container) {
        String verb = deed == Deed.KILL ? "stop -k" : deed.verb();
        boolean running = deed == Deed.DESTROY && container.state().isLive();
        return line(deed.verb(), running ? verb + " -f" : verb, container.name());
    }

    private Line line(String what, String verb, String name) {
        return new Line(what, name, cleat(verb + " ", name));
    }

    /** A container of another host is dealt with there. */
    private String cleat(String verb, String name) {
        HostedName hosted = new HostedName(HostAddress.HERE, name);
        if (manyHosts) {
            hosted = HostedName.of(name).orElse(hosted);
        }
        String there = hosted.host().equals(HostAddress.HERE) ? "" : "ssh " + hosted.host() + " ";
        return there + "cleat " + verb + quoted(hosted.name());
    }

    /** As a POSIX shell reads it as one word. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
