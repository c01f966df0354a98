package dev.cleat.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClipboardTest {

    @Test
    void a_text_goes_to_the_terminal_in_base64() {
        assertThat(new Clipboard(Map.of()).sequence("wéb")).isEqualTo("\u001b]52;c;d8OpYg==\u0007");
    }

    @Test
    void tmux_gets_it_for_itself_and_for_the_terminal_around_it() {
        Clipboard clipboard = new Clipboard(Map.of("TMUX", "/tmp/tmux-0/default,1,0"));

        assertThat(clipboard.isInTmux()).isTrue();
        assertThat(clipboard.sequence("web"))
                .isEqualTo("\u001b]52;c;d2Vi\u0007\u001bPtmux;\u001b\u001b]52;c;d2Vi\u0007\u001b\\");
    }

    @Test
    void screen_gets_it_in_pieces_it_passes_on() {
        String pieces = new Clipboard(Map.of("STY", "1.pts")).sequence("x".repeat(600));

        assertThat(pieces.split("\u001bP")).allMatch(piece -> piece.isEmpty() || piece.endsWith("\u001b\\"));
        assertThat(pieces.replace("\u001bP", "").replace("\u001b\\", ""))
                .isEqualTo(new Clipboard(Map.of()).sequence("x".repeat(600)));
    }

    @Test
    void what_is_too_long_is_cut_between_two_characters() {
        String cut = new Clipboard(Map.of()).sequence("é".repeat(Clipboard.LIMIT));

        assertThat(cut).hasSizeLessThan(100_000).endsWith("qcOp\u0007");
    }
}
