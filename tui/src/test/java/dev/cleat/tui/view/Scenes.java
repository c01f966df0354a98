package dev.cleat.tui.view;

import dev.cleat.tui.Pilot;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Facts;
import dev.cleat.tui.model.Model;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Every screen and dialog, and the states in which one looks different: the keys that lead there from the list. */
final class Scenes {

    private static final List<Scene> CONTAINERS = List.of(
            scene("containers", pilot -> pilot),
            scene("several-hosts", Happenings::severalHosts),
            scene("containers-by-memory", pilot -> pilot.press("j", "o", "m", "z")),
            scene("containers-wide", Happenings::wide),
            scene("columns", pilot -> pilot.press("C", "j", "j", "Space", "j")),
            scene("marked", pilot -> pilot.press("Space", "j", "Space", "Space")),
            scene("filter", pilot -> pilot.press("/").type("!web")),
            scene("nothing-matches", pilot -> pilot.press("/").type("xyz").press("Enter")),
            scene("order", pilot -> pilot.press("o")),
            scene("read-only", pilot -> pilot.with(Scenes::readOnly)),
            new Scene("a-thousand", SceneHosts::crowded, pilot -> pilot.press("PgDn", "PgDn")),
            new Scene("nothing-runs", SceneHosts::empty, pilot -> pilot));

    private static final List<Scene> CONTAINER = List.of(
            scene("summary", pilot -> pilot.press("j", "Enter")),
            scene("stopped", pilot -> pilot.press("j", "j", "j", "j", "j", "Enter")),
            scene("processes", pilot -> pilot.press("Enter", "Tab")),
            scene("namespaces", pilot -> pilot.press("Enter", "Tab", "Tab")),
            scene("cgroup", pilot -> pilot.press("j", "Enter", "Tab", "Tab", "Tab")),
            scene("mounts", pilot -> pilot.press("Enter", "[", "[", "[", "[")),
            scene("definition-drift", pilot -> pilot.press("Enter", "[", "[", "[")),
            scene("detail-sessions", pilot -> pilot.press("j", "Enter", "[", "[")),
            scene("detail-events", pilot -> pilot.press("Enter", "[")));

    private static final List<Scene> HOST = List.of(
            scene("host-namespaces", pilot -> pilot.press("3")),
            scene("namespace-members", pilot -> pilot.press("3", "j", "Enter")),
            scene("host-cgroups", pilot -> pilot.press("4")),
            scene("cgroup-limits", pilot -> pilot.press("4", "Enter")),
            scene("definitions", pilot -> pilot.press("5", "j")),
            scene("plan", pilot -> pilot.press("5", "j", "u")),
            scene("host-sessions", pilot -> pilot.press("7")),
            scene("transcript", pilot -> pilot.press("7", "j", "o")),
            scene("host-events", pilot -> pilot.press("8")),
            scene("event", pilot -> pilot.press("8", "Enter")),
            scene(
                    "host-nothing-matches",
                    pilot -> pilot.press("4", "/").type("xyz").press("Enter")),
            scene("definition-file", Happenings::definitionRead),
            new Scene("difference", SceneHosts::withHello, pilot -> pilot.press("5", "D")),
            scene("definitions-marked", pilot -> pilot.press("5", "Space", "Space", "u")),
            scene("checked", pilot -> pilot.press("5", "j", "j", "v")),
            scene("store-as", pilot -> pilot.press("5", "j", "n")),
            scene("import", pilot -> pilot.press("5", "i").type("/var/lib/lxc/web/config")),
            new Scene(
                    "imported",
                    SceneHosts::importing,
                    pilot -> pilot.press("5", "i")
                            .type("/var/lib/lxc/web/config")
                            .press("Enter", "Enter")),
            new Scene("nothing-stored", SceneHosts::untouched, pilot -> pilot.press("5")),
            new Scene("no-sessions", SceneHosts::untouched, pilot -> pilot.press("7")),
            new Scene("no-events", SceneHosts::untouched, pilot -> pilot.press("8")));

    private static final List<Scene> LOGS = List.of(
            scene("log", pilot -> pilot.press("l", "/").type("request 7").press("Enter")),
            scene(
                    "log-filtered",
                    pilot -> pilot.press("j", "l", "&").type("get").press("Enter", "w", "t", "m")),
            scene("merged-log", pilot -> pilot.press("j", "Space", "Space", "=")),
            scene("log-range", pilot -> pilot.press("j", "l", "1")),
            scene("log-empty", pilot -> pilot.press("j", "j", "j", "l")),
            scene("log-refused", Happenings::logRefused));

    private static final List<Scene> OVERLAYS = List.of(
            scene("help", pilot -> pilot.press("?")),
            scene("help-filter", pilot -> pilot.press("?", "/").type("kill")),
            scene("keys", pilot -> pilot.press(":").type("keys").press("Enter")),
            scene("palette", pilot -> pilot.press(":").type("s").press("Tab", "Tab")),
            scene("menu", pilot -> pilot.press("x", "Down", "Down")),
            scene("copy", pilot -> pilot.press("c")),
            scene("settings", pilot -> pilot.press("F2", "Down")),
            scene("palette-nothing", pilot -> pilot.press(":").type("xyz")));

    private static final List<Scene> QUESTIONS = List.of(
            scene("stop", pilot -> pilot.press("t")),
            scene("kill", pilot -> pilot.press("K", "Tab")),
            scene(
                    "kill-several",
                    pilot -> pilot.press("Space", "Space", "Space", "K").type("kill")),
            scene("destroy", pilot -> pilot.press("G", "Up", "Up", "D")),
            scene("end-session", pilot -> pilot.press("7", "j", "T")),
            scene("report", pilot -> pilot.press("Space", "Space", "Space", "t", "y")),
            scene("stopping", Happenings::stopping),
            scene("failed-start", pilot -> pilot.press("5", "G", "u", "Enter")),
            scene("own-command-asks", pilot -> pilot.with(model -> model.withDialog(Happenings.PRIORITY))),
            scene(
                    "own-command-to-be-confirmed",
                    pilot -> pilot.with(model -> model.withDialog(new Dialog.RunQuestion(Happenings.PRIORITY)))),
            scene("own-command-printed", Happenings::printed),
            scene("restart", pilot -> pilot.press("r")),
            scene("destroy-running", pilot -> pilot.press("D").type("api")),
            scene("quit", pilot -> pilot.press("Ctrl-C")),
            scene("several-under-way", Happenings::severalUnderWay),
            scene("refused", Happenings::refused));

    private static final List<Scene> PANES = List.of(
            scene("pane", pilot -> Happenings.paneShown(pilot.press("j", "A"))),
            scene("pane-keys", pilot -> Happenings.panePrefixed(pilot.press("j", "A"))),
            scene("pane-ended", pilot -> Happenings.paneEnded(pilot.press("j", "A"))));

    static final List<Scene> ALL = Stream.of(CONTAINERS, CONTAINER, HOST, LOGS, OVERLAYS, QUESTIONS, PANES)
            .flatMap(List::stream)
            .toList();

    private Scenes() {}

    static Scene of(String name) {
        return ALL.stream()
                .filter(scene -> scene.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Scene scene(String name, UnaryOperator<Pilot> way) {
        return new Scene(name, SceneHosts::mixed, way);
    }

    private static Model readOnly(Model model) {
        Facts facts = model.facts();
        return model.withFacts(new Facts(
                facts.host(),
                facts.user(),
                true,
                facts.processors(),
                facts.ascii(),
                facts.thresholds(),
                facts.zone(),
                facts.keys(),
                facts.themes(),
                facts.commands(),
                facts.setup()));
    }
}
