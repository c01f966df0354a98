package dev.cleat.tui.model;

import java.util.Arrays;
import java.util.Optional;

/** What a piece of text is, as theme files name it. This list is closed: another name in a theme file is an error. */
public enum Role {
    BODY("body"),
    HEADER("header"),
    TITLE("title"),
    DIM("dim"),
    HINT_KEY("hint.key"),
    HINT_TEXT("hint.text"),
    NOTICE("notice"),
    NOTICE_BAD("notice.bad"),
    BORDER("border"),
    BORDER_FOCUS("border.focus"),
    TAB_ACTIVE("tab.active"),
    TABLE_HEADER("table.header"),
    TABLE_CURSOR("table.cursor"),
    TABLE_MARK("table.mark"),
    STATE_RUNNING("state.running"),
    STATE_PAUSED("state.paused"),
    STATE_STOPPED("state.stopped"),
    STATE_FAILED("state.failed"),
    USAGE_WARN("usage.warn"),
    USAGE_CRITICAL("usage.crit"),
    GRAPH_LOW("graph.low"),
    GRAPH_MIDDLE("graph.mid"),
    GRAPH_HIGH("graph.high"),
    LOG_MATCH("log.match"),
    DIALOG("dialog"),
    DIALOG_DANGER("dialog.danger"),
    BADGE_REC("badge.rec"),
    BADGE_MODE("badge.mode");

    private final String key;

    Role(String key) {
        this.key = key;
    }

    /** Its name below {@code roles:}. */
    public String key() {
        return key;
    }

    public static Optional<Role> ofKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key.equals(key)).findFirst();
    }
}
