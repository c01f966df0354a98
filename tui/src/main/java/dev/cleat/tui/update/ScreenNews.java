package dev.cleat.tui.update;

import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What was read for screens, whether they are shown or covered by others. */
final class ScreenNews {

    private ScreenNews() {}

    static Model heard(Model model, Message message) {
        return model.withScreens(model.screens().stream()
                .map(screen -> read(model, screen, message))
                .toList());
    }

    private static Screen read(Model model, Screen screen, Message message) {
        if (screen instanceof Screen.Detail detail) {
            return detail(detail, message);
        }
        if (screen instanceof Screen.Log log) {
            return LogLoads.news(model.shown(log), log, message);
        }
        if (screen instanceof Screen.DefinitionFile file) {
            return file(file, message);
        }
        if (screen instanceof Screen.Host host) {
            return host(host, message);
        }
        if (screen instanceof Screen.Text text) {
            return text(text, message);
        }
        return screen;
    }

    private static Screen detail(Screen.Detail screen, Message message) {
        if (message instanceof Message.DetailRead read
                && read.detail().summary().name().equals(screen.name())) {
            return screen.read(read.detail(), read.end());
        }
        if (message instanceof Message.TabRead read
                && read.container().equals(screen.name())
                && read.tab() == screen.tab()) {
            return screen.filled(read.content());
        }
        if (message instanceof Message.ReadFailed failed && failed.subject().equals(screen.name())) {
            return screen.failed(failed.failure());
        }
        return screen;
    }

    private static Screen host(Screen.Host screen, Message message) {
        if (message instanceof Message.HostRead read && read.list().equals(screen.list())) {
            return screen.read(read.rows(), read.problem());
        }
        if (message instanceof Message.DefinitionsListed listed && screen.list() == HostLists.DEFINITIONS) {
            return screen.read(
                    listed.definitions().stream()
                            .<HostRow>map(HostRow.Definition::new)
                            .toList(),
                    Optional.empty());
        }
        if (message instanceof Message.ReadFailed failed
                && failed.subject().equals(screen.list().title())) {
            return screen.failed(failed.failure());
        }
        return screen;
    }

    private static Screen text(Screen.Text screen, Message message) {
        if (message instanceof Message.SheetRead read && read.of().equals(screen.of())) {
            return screen.read(read.sheet());
        }
        if (message instanceof Message.ReadFailed failed
                && failed.subject().equals(screen.of().title())) {
            return screen.failed(failed.failure());
        }
        return screen;
    }

    private static Screen file(Screen.DefinitionFile screen, Message message) {
        Path file = screen.definition().file();
        if (message instanceof Message.FileRead read && read.file().equals(file)) {
            return new Screen.DefinitionFile(screen.definition(), Optional.of(read.lines()), screen.scroll());
        }
        if (message instanceof Message.ReadFailed failed && failed.subject().equals(file.toString())) {
            List<String> lines = List.of("# " + failed.failure().message());
            return new Screen.DefinitionFile(screen.definition(), Optional.of(lines), screen.scroll());
        }
        return screen;
    }
}
