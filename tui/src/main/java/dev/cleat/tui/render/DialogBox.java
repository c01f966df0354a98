package dev.cleat.tui.render;

import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/** The box of a dialog, with its border: a text, which scrolls where it is too long, and below it how to answer. */
public final class DialogBox {

    private static final int WIDEST = 72;
    private static final int USUAL = 44;
    private static final int LEAST_TEXT = 3;

    private final Glyphs glyphs;
    private final int inner;
    private final DialogText content;
    private final int room;
    private final List<Line> text;

    private DialogBox(Model model, Dialog dialog) {
        this.glyphs = Glyphs.of(model.facts().ascii());
        this.inner = width(model);
        int rows = rows(model);
        this.content = DialogText.of(model, dialog, inner, rows);
        int answer = content.answer().isEmpty() ? 0 : content.answer().size() + 1;
        this.room = Math.max(1, rows - answer);
        this.text = content.follows() ? content.text() : packed(content.text(), room);
    }

    private static int width(Model model) {
        return Math.max(10, Math.min(WIDEST, model.size().columns() - 6));
    }

    /** Lines inside: a quarter of the screen stays free around it, at most six lines, and on a small one its borders only. */
    private static int rows(Model model) {
        int rows = model.size().rows();
        return Math.max(LEAST_TEXT, rows - Math.max(2, Math.min(6, rows / 4)));
    }

    /** As many lines as it needs and there is room for, all equally wide. */
    static List<Line> lines(Model model, Dialog dialog) {
        return new DialogBox(model, dialog).box(model);
    }

    /** How far its text can be scrolled; 0: all of it is to be seen, or it follows the cursor in it. */
    public static int lastScroll(Model model, Dialog dialog) {
        DialogBox box = new DialogBox(model, dialog);
        return box.content.follows() ? 0 : box.hidden();
    }

    private int hidden() {
        return Math.max(0, text.size() - room);
    }

    /** Where it is too long for the box, blank lines in it go first. */
    private static List<Line> packed(List<Line> text, int room) {
        return text.size() <= room
                ? text
                : text.stream().filter(line -> line.width() > 0).toList();
    }

    private List<Line> box(Model model) {
        int wanted = content.follows() ? content.cursor() - room / 2 : model.dialogScroll();
        int above = Math.max(0, Math.min(hidden(), wanted));
        int below = hidden() - above;
        List<Line> shown = new ArrayList<>(text.subList(above, text.size() - below));
        if (!content.answer().isEmpty()) {
            shown.add(Line.EMPTY);
            shown.addAll(content.answer());
        }
        return framed(shown, above, below);
    }

    private List<Line> framed(List<Line> shown, int above, int below) {
        String title = TextWidth.shortened(SafeText.of(content.title()), inner - 2, glyphs.ellipsis());
        int widest = shown.stream().mapToInt(Line::width).max().orElse(0);
        int inside = Math.min(inner, Math.max(Math.max(TextWidth.of(title) + 4, widest), Math.min(inner, USUAL)));
        List<Line> lines = new ArrayList<>();
        lines.add(edge(0, " " + title + " ", more(glyphs.up(), above), inside));
        shown.forEach(line -> lines.add(grounded(Line.of(glyphs.vertical() + " ", content.border())
                .joined(line.fitted(inside, Role.DIALOG))
                .joined(Line.of(" " + glyphs.vertical(), content.border())))));
        lines.add(edge(2, "", more(glyphs.down(), below), inside));
        return lines;
    }

    /** How many lines there are in a direction; nothing when there are none. */
    private static String more(String arrow, int lines) {
        return lines == 0 ? "" : " " + arrow + " " + lines + " ";
    }

    /** The top or bottom border, with a title at its left and a note at its right. */
    private Line edge(int corner, String title, String note, int inside) {
        int rest = Math.max(0, inside + 2 - 2 - TextWidth.of(title) - TextWidth.of(note));
        return grounded(Line.of(
                Span.of(glyphs.corner(corner) + glyphs.horizontal(1) + title, content.border()),
                Span.of(glyphs.horizontal(rest), content.border()),
                Span.of(note, Role.HINT_KEY),
                Span.of(glyphs.horizontal(1) + glyphs.corner(corner + 1), content.border())));
    }

    private static Line grounded(Line line) {
        return Line.of(line.spans().stream()
                .map(span -> new Span(span.text(), span.role(), Role.DIALOG))
                .toList());
    }
}
