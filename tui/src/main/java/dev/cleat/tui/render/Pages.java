package dev.cleat.tui.render;

import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;

/** The page of whatever screen is shown. */
public final class Pages {

    private Pages() {}

    public static Page of(Model model) {
        Screen screen = model.screen();
        if (screen instanceof Screen.Detail detail) {
            return DetailPage.of(model, detail);
        }
        if (screen instanceof Screen.DefinitionFile file) {
            return DefinitionFilePage.of(model, file);
        }
        if (screen instanceof Screen.Log log) {
            return LogPage.of(model, log);
        }
        if (screen instanceof Screen.Host host) {
            return HostPage.of(model, host);
        }
        if (screen instanceof Screen.Text text) {
            return SheetPage.of(model, text);
        }
        if (screen instanceof Screen.Help help) {
            return HelpPage.of(model, help);
        }
        return ContainersPage.of(model);
    }
}
