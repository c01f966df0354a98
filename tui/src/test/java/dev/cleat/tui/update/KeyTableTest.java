package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTableTest {

    private static final List<String> NEVER = List.of("Ctrl-A", "Ctrl-B", "Ctrl-S", "Ctrl-Q", "Ctrl-P", "Ctrl-\\");

    @ParameterizedTest
    @EnumSource
    void a_key_means_one_thing_on_a_screen(Scope scope) {
        Map<Key, Action> seen = new HashMap<>();
        for (Action action : Action.values()) {
            if (action.worksIn(scope)) {
                for (Key key : action.keys()) {
                    assertThat(seen.put(key, action)).as("%s in %s", key, scope).isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_changes_something_is_on_no_control_key(Action action) {
        for (Key key : action.keys()) {
            assertThat(NEVER).doesNotContain(key.name());
            if (action.isChanging() && !key.equals(Key.ENTER)) {
                assertThat(key.name()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HELP")
    void the_help_of_a_screen_names_every_key_that_works_there(Scope scope) {
        try (Pilot pilot = reaching(scope)) {
            String help = wholeHelp(pilot);
            for (Action action : Action.values()) {
                if (action.worksIn(scope)) {
                    assertThat(help).contains(action.help());
                    action.keys().forEach(key -> assertThat(help).contains(key.label()));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_key_of_a_screen_does_something_there(Scope scope) {
        for (Action action : Action.values()) {
            if (action.worksIn(scope)) {
                for (Key key : action.keys()) {
                    try (Pilot pilot = reaching(scope)) {
                        assertThat(pilot.model().screen().scope()).isEqualTo(scope);
                        pilot.press(key.name());
                        assertThat(pilot.lines()).hasSize(24);
                    }
                }
            }
        }
    }

    /** By its key, by its name after the colon, and in the menu; then as if every question were answered. */
    @ParameterizedTest
    @EnumSource
    void read_only_covers_keys_palette_and_menu_of_every_screen(Scope scope) {
        for (Action action : Action.values()) {
            for (List<String> way :
                    action.worksIn(scope) && action.isChanging() ? ways(action) : List.<List<String>>of()) {
                FakeEngine engine = new FakeEngine(FakeContainers.mixed());
                try (Pilot pilot = reaching(scope, Pilot.on(engine, 80, 24, true, false))) {
                    way.forEach(pilot::press);
                    pilot.press("y", "Tab", "Enter");

                    assertThat(engine.calls())
                            .as("%s in %s", way, scope)
                            .allMatch(call -> call.startsWith("plan ")); // which changes nothing
                    assertThat(pilot.onScreen()).as("%s in %s", way, scope).noneMatch(KeyTableTest::changes);
                }
            }
        }
    }

    private static boolean changes(Effect effect) {
        return effect instanceof Effect.Attach
                || effect instanceof Effect.Shell
                || effect instanceof Effect.Return
                || effect instanceof Effect.Edit;
    }

    private static List<List<String>> ways(Action action) {
        List<String> typed = new ArrayList<>(List.of(":"));
        action.id().chars().forEach(c -> typed.add(Character.toString(c)));
        typed.add("Enter");
        String key = action.keys().get(0).name();
        return List.of(List.of(key), List.of("x", key), typed);
    }

    @Test
    void an_unknown_key_does_nothing() {
        try (Pilot pilot = reaching(Scope.CONTAINERS)) {
            String before = pilot.screen();
            assertThat(pilot.press("é", "F12", "Ctrl-W").screen()).isEqualTo(before);
        }
    }

    private static String wholeHelp(Pilot pilot) {
        StringBuilder help = new StringBuilder(pilot.press("?").screen());
        for (int i = 0; i < Action.values().length; i++) {
            help.append(pilot.press("Down").screen());
        }
        return help.toString();
    }

    private static Pilot reaching(Scope scope) {
        return reaching(scope, Pilot.on(new FakeEngine(FakeContainers.mixed())));
    }

    private static Pilot reaching(Scope scope, Pilot pilot) {
        return switch (scope) {
            case CONTAINERS -> pilot;
            case DETAIL -> pilot.press("Enter");
            case DEFINITIONS -> pilot.press("5");
            case FILE -> pilot.press("5", "Enter");
            case NAMESPACES -> pilot.press("3");
            case CGROUPS -> pilot.press("4");
            case SESSIONS -> pilot.press("7");
            case EVENTS -> pilot.press("8");
            case MEMBERS -> pilot.press("3", "Enter");
            case PLAN -> pilot.press("5", "j", "u");
            case SHEET -> pilot.press("7", "j", "o");
            case LOG -> pilot.press("l");
            case HELP -> pilot.press("?");
        };
    }
}
