package dev.cleat.tui.render;

import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a command of the operator's own asks before it runs. */
final class FormBox {

    private FormBox() {}

    static String title(Dialog.Form form) {
        return switch (form.containers().size()) {
            case 0 -> form.command().name();
            case 1 -> form.command().name() + " on " + form.containers().get(0).name();
            default -> form.command().name() + " on " + form.containers().size() + " containers";
        };
    }

    /** The words that are run as they stand in the file, with what was answered. */
    static List<Line> command(Dialog.Form form, int width) {
        List<Line> lines = new ArrayList<>();
        String words = form.command().text();
        for (Map.Entry<String, String> answer : form.values().entrySet()) {
            words = words.replace("{" + answer.getKey() + "}", answer.getValue());
        }
        for (String row : Wrapping.words(words, width)) {
            lines.add(Line.of(row, Role.TITLE));
        }
        return lines;
    }

    static String question(Dialog.Form form) {
        String usual = form.containers().size() > 1 ? "Run it for each of them, one after the other?" : "Run it?";
        return form.command().confirm().filter(text -> !text.isEmpty()).orElse(usual);
    }

    /** A line for each input. */
    static List<Line> inputs(Dialog.Form form, int width, String ellipsis) {
        List<CustomCommand.Input> inputs = form.command().inputs();
        int left = Math.min(
                width / 2,
                inputs.stream()
                        .mapToInt(input -> TextWidth.of(SafeText.of(input.prompt())))
                        .max()
                        .orElse(0));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            boolean here = i == form.at();
            String prompt = TextWidth.shortened(SafeText.of(inputs.get(i).prompt()), left, ellipsis);
            lines.add(Line.of(
                    Span.of(prompt + " ".repeat(left - TextWidth.of(prompt) + 2), here ? Role.TITLE : Role.DIM),
                    Span.of(form.answers().get(i), here ? Role.TITLE : Role.DIALOG),
                    Span.of(here ? "_" : "", Role.DIM)));
        }
        return lines;
    }

    static List<Line> answer(Dialog.Form form, int width) {
        List<Line> lines = new ArrayList<>();
        if (form.told()) {
            String pattern = form.command().inputs().get(form.at()).pattern();
            lines.add(Line.of("this has to match " + pattern, Role.DIALOG_DANGER));
        }
        for (String row : Wrapping.keys("Enter goes on   Tab the next   Esc leaves it", width)) {
            lines.add(Line.of(row, Role.DIM));
        }
        return lines;
    }
}
