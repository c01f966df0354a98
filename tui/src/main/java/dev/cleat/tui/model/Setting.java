package dev.cleat.tui.model;

import java.time.Duration;
import java.util.function.Function;

/** What can be set while the console runs. */
public enum Setting {
    THEME("theme", model -> model.facts().setup().theme()),
    GLYPHS("drawn with", model -> model.facts().ascii() ? "ASCII" : "Unicode"),
    MOUSE("mouse", model -> model.facts().setup().mouse() ? "on" : "off"),
    REFRESH("figures every", model -> seconds(model.facts().setup().refresh())),
    STOPPED("stopped ones", model -> model.table().hideStopped() ? "hidden" : "shown"),
    WIDE("columns", model -> model.table().columns().wide() ? "all there is room for" : "the chosen ones"),
    COLUMNS("which ones", model -> "Enter chooses");

    private final String title;
    private final Function<Model, String> value;

    Setting(String title, Function<Model, String> value) {
        this.title = title;
        this.value = value;
    }

    public String title() {
        return title;
    }

    /** As it is now, for people. */
    public String value(Model model) {
        return value.apply(model);
    }

    /** True when the configuration says it at the next start, whatever is chosen here. */
    public boolean isPrescribed(Model model) {
        return this == THEME && model.facts().setup().themeOfHost();
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
