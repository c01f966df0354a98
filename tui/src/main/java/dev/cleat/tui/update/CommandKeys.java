package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.SheetOf;
import dev.cleat.tui.model.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands of the operator's own: from the key, through what is asked for, to what came of them. */
final class CommandKeys {

    private CommandKeys() {}

    static Update ask(Model model, CustomCommand command) {
        List<ContainerSummary> meant = command.isAboutContainer() ? Deeds.meant(model) : List.of();
        if (command.isAboutContainer() && meant.isEmpty()) {
            return Update.of(model.saying(command.name() + " is about a container: choose one", true));
        }
        Optional<String> elsewhere = meant.stream()
                .map(ContainerSummary::name)
                .filter(name -> model.inventory().isElsewhere(name))
                .findFirst();
        if (elsewhere.isPresent() && !command.anyHost()) {
            return Update.of(model.saying(
                    command.name() + " is for containers of this host, and " + elsewhere.get()
                            + " is not one (\"hosts: any\" in commands.yaml)",
                    true));
        }
        List<String> usual =
                command.inputs().stream().map(CustomCommand.Input::usual).toList();
        Dialog.Form form = new Dialog.Form(command, meant, usual, 0, false);
        return command.inputs().isEmpty() ? answered(model, form) : Update.of(model.withDialog(form));
    }

    /** A key in the form. */
    static Update key(Model model, Dialog.Form form, Key key) {
        String text = form.answers().get(form.at());
        int last = form.answers().size() - 1;
        return switch (key.name()) {
            case "Esc", "Ctrl-C" -> Update.of(model.withoutDialog());
            case "Enter" -> entered(model, form);
            case "Tab", "Down" -> Update.of(model.withDialog(form.at(Math.min(last, form.at() + 1))));
            case "Shift-Tab", "Up" -> Update.of(model.withDialog(form.at(Math.max(0, form.at() - 1))));
            case "Backspace" -> Update.of(model.withDialog(form.typed(PromptKeys.shorter(text))));
            case "Ctrl-U" -> Update.of(model.withDialog(form.typed("")));
            default -> Update.of(key.isTyped() ? model.withDialog(form.typed(text + key.name())) : model);
        };
    }

    /** An answer that will not do is told; behind the last one it begins. */
    private static Update entered(Model model, Dialog.Form form) {
        for (int i = 0; i < form.answers().size(); i++) {
            boolean good = form.command().inputs().get(i).accepts(form.answers().get(i));
            if (!good && i <= form.at()) {
                return Update.of(model.withDialog(form.at(i).told(true)));
            }
        }
        return form.at() < form.answers().size() - 1
                ? Update.of(model.withDialog(form.at(form.at() + 1)))
                : answered(model, form);
    }

    /** Asks for a yes, where the file or their number wants one. */
    private static Update answered(Model model, Dialog.Form form) {
        boolean asks = form.command().confirm().isPresent() || form.containers().size() > 1;
        return asks ? Update.of(model.withDialog(new Dialog.RunQuestion(form))) : begun(model, form);
    }

    static Update key(Model model, Dialog.RunQuestion question, Key key) {
        return DialogKeys.isYes(key) ? begun(model, question.form()) : Update.of(model.withoutDialog());
    }

    private static Update begun(Model model, Dialog.Form form) {
        CustomCommand command = form.command();
        if (command.terminal()) {
            Effect run = new Effect.RunInTerminal(command, form.containers(), form.values());
            return Update.of(model.withoutDialog(), run);
        }
        int many = Math.max(1, form.containers().size());
        Model begun = WorkKeys.begun(
                model,
                Work.Kind.COMMAND,
                "Running " + about(command, Deeds.subject(form.containers())),
                command.name(),
                many);
        long work = begun.works().latest();
        return Update.of(begun, new Effect.RunCommand(work, command, form.containers(), form.values()));
    }

    private static String about(CustomCommand command, String subject) {
        return subject.isEmpty() ? command.name() : command.name() + " on " + subject;
    }

    /** Whoever waited for it sees what it printed; who went on is told where that is. */
    static Update ended(Model model, Message.CommandEnded ended) {
        List<CommandRun> runs = ended.runs();
        boolean waited =
                model.dialog().filter(new Dialog.Underway(ended.work())::equals).isPresent();
        boolean something =
                runs.stream().anyMatch(run -> !run.isWell() || !run.output().isEmpty());
        Model told = model.saying(
                about(ended.command(), runs.size() == 1 ? runs.get(0).subject() : runs.size() + " containers") + ": "
                        + result(runs)
                        + (waited
                                ? ""
                                : ", see " + Action.GO_EVENTS.key(model.facts().keys())),
                runs.stream().anyMatch(run -> !run.isWell()));
        if (waited && something) {
            SheetOf output = new SheetOf.Output(ended.command().name(), runs);
            return NewsUpdate.freshened(Opening.opened(told.withoutDialog(), Screen.Text.of(output)));
        }
        return NewsUpdate.freshened(Update.of(told));
    }

    /** A command that had the terminal: what it printed was seen. */
    static Update left(Model model, Message.CommandLeft left) {
        List<CommandRun> refused =
                left.runs().stream().filter(run -> run.failure().isPresent()).toList();
        if (!refused.isEmpty()) {
            CommandRun first = refused.get(0);
            String title = "Cannot run " + about(left.command(), first.subject());
            return NewsUpdate.freshened(Update.of(
                    model.alerted(Dialog.Problem.of(title, first.failure().get()), title)));
        }
        return NewsUpdate.freshened(Update.of(model.saying(left.command().name() + ": " + result(left.runs()), false)));
    }

    private static String result(List<CommandRun> runs) {
        List<String> results =
                new ArrayList<>(runs.stream().map(CommandRun::result).distinct().toList());
        long well = runs.stream().filter(CommandRun::isWell).count();
        return results.size() == 1 ? results.get(0) : well + " of " + runs.size() + " ended well";
    }
}
