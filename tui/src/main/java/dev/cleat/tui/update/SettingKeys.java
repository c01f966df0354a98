package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Setting;
import dev.cleat.tui.model.Setup;
import java.time.Duration;
import java.util.List;

/** The settings: each change is seen at once. */
final class SettingKeys {

    /** What people choose between; an option of the command line may be anything. */
    private static final List<Duration> PACES = List.of(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));

    private SettingKeys() {}

    static Update key(Model model, Dialog.Settings dialog, Key key) {
        int last = Setting.values().length - 1;
        Setting setting = Setting.values()[dialog.selected()];
        return switch (key.name()) {
            case "Up", "k", "Shift-Tab" -> at(model, Math.max(0, dialog.selected() - 1));
            case "Down", "j", "Tab" -> at(model, Math.min(last, dialog.selected() + 1));
            case "Home", "g" -> at(model, 0);
            case "End", "G" -> at(model, last);
            case "Left", "h" -> changed(model, setting, -1);
            case "Right", "l", " ", "Enter" -> changed(model, setting, 1);
            case "Esc", "q", "F2", "Ctrl-C" -> Update.of(model.withoutDialog());
            default -> Update.of(model);
        };
    }

    private static Update at(Model model, int selected) {
        return Update.of(model.withDialog(new Dialog.Settings(selected)));
    }

    private static Update changed(Model model, Setting setting, int by) {
        return switch (setting) {
            case THEME -> theme(model, by);
            case GLYPHS -> glyphs(model);
            case MOUSE -> Update.of(model, new Effect.ToggleMouse());
            case REFRESH -> pace(model, by);
            case STOPPED ->
                Update.of(TableKeys.act(model, Action.HIDE_STOPPED).withDialog(new Dialog.Settings(setting.ordinal())));
            case WIDE -> Update.of(TableKeys.widened(model));
            case COLUMNS -> Update.of(model.withDialog(new Dialog.Columns(0)));
        };
    }

    private static Update theme(Model model, int by) {
        List<String> themes = model.facts().themes();
        if (themes.isEmpty()) {
            return Update.of(model.saying("there are no other themes", true));
        }
        int now = themes.indexOf(model.facts().setup().theme());
        return Update.of(model, new Effect.UseTheme(themes.get(Math.floorMod(now + by, themes.size()))));
    }

    private static Update glyphs(Model model) {
        boolean ascii = !model.facts().ascii();
        Setup setup = model.facts().setup().withAscii(ascii);
        return Update.of(model.withFacts(model.facts().withSetup(setup)), new Effect.UseGlyphs(ascii));
    }

    /** The next longer or shorter one there is. */
    private static Update pace(Model model, int by) {
        Setup setup = model.facts().setup();
        List<Duration> longer = PACES.stream()
                .filter(pace -> Integer.signum(pace.compareTo(setup.refresh())) == by)
                .toList();
        if (longer.isEmpty()) {
            return Update.of(model);
        }
        Duration next = longer.get(by > 0 ? 0 : longer.size() - 1);
        return Update.of(
                model.withFacts(model.facts().withSetup(setup.withRefresh(next))), new Effect.RefreshEvery(next));
    }
}
