package dev.cleat.tui.update;

import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Prompt.Purpose;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.SheetOf;
import dev.cleat.tui.model.Work;
import java.util.List;
import java.util.Optional;

/** New definitions: made of a configuration of LXC, or of one that is there already. */
final class ImportKeys {

    /** What LXC calls the configuration in a container's directory. */
    private static final String CONFIG = "config";

    private ImportKeys() {}

    /** Asks for the configuration. */
    static Model ask(Model model) {
        return PromptKeys.asking(model, Purpose.IMPORT, "");
    }

    /** Asks what it is to be called. */
    static Update from(Model model, String text) {
        String source = text.strip();
        return Update.of(
                source.isEmpty()
                        ? model
                        : model.withPrompt(Optional.of(new Prompt(Purpose.IMPORT_AS, usualName(source), source))));
    }

    static Update begin(Model model, String source, String typed) {
        String name = typed.strip();
        if (name.isEmpty()) {
            return Update.of(model);
        }
        Model begun = WorkKeys.begun(model, Work.Kind.SAVE, "Importing " + name, name, 1);
        return Update.of(begun, new Effect.Import(begun.works().latest(), source, name));
    }

    /** As the command line calls it: by its directory when it is called as LXC calls it. */
    static String usualName(String source) {
        List<String> parts = List.of(source.replaceAll("/+$", "").split("/+"));
        String last = parts.get(parts.size() - 1);
        String name = last.equals(CONFIG) && parts.size() > 1 ? parts.get(parts.size() - 2) : last;
        return name.replaceFirst("\\.[A-Za-z]{1,5}$", "").replaceAll("[^A-Za-z0-9_.-]", "-");
    }

    /** What could not be carried over is shown to who waited for it; to the others where it is kept. */
    static Update ended(Model model, Message.ImportEnded ended) {
        CommandRun run = ended.run();
        if (run.failure().isPresent()) {
            String title = "Cannot import " + run.subject();
            Dialog problem = Dialog.Problem.of(title, run.failure().get());
            return NewsUpdate.freshened(Update.of(model.alerted(problem, title)));
        }
        int left = run.output().size();
        String stored = run.subject() + " is stored";
        if (left == 0) {
            return NewsUpdate.freshened(Update.of(model.saying(stored, false)));
        }
        String lacking = stored + "; " + left + (left == 1 ? " line" : " lines") + " could not be carried over";
        if (WorkKeys.isShown(model, ended.work())) {
            Screen.Text sheet = Screen.Text.of(new SheetOf.Output("Import", List.of(run)));
            return NewsUpdate.freshened(Opening.opened(model.withoutDialog().saying(lacking, true), sheet));
        }
        String events = Action.GO_EVENTS.key(model.facts().keys());
        return NewsUpdate.freshened(Update.of(model.saying(lacking + ", see " + events, true)));
    }

    /** Asks under which name the selected definition is to be stored. */
    static Update askName(Model model) {
        return Opening.selectedDefinition(model)
                .map(definition -> Update.of(PromptKeys.asking(model, Purpose.STORE_AS, definition.name())))
                .orElse(Update.of(model));
    }

    static Update store(Model model, String typed) {
        Optional<DefinitionSummary> definition = Opening.selectedDefinition(model);
        String name = typed.strip();
        return definition.isEmpty() || name.isEmpty()
                ? Update.of(model)
                : Update.of(model, new Effect.Create(name, definition.get().file()));
    }
}
