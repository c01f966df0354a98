package dev.cleat.cli.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.cli.lxc.LxcWords.WrongException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LxcWordsTest {

    private static final List<LxcOption> OPTIONS = List.of(
            LxcOption.value('n', "name", "NAME", ""),
            LxcOption.flag('k', "kill", ""),
            LxcOption.flag('W', "nowait", ""),
            LxcOption.flag("nokill", ""),
            LxcOption.value('t', "timeout", "T", ""));

    private static LxcWords parse(String... words) throws WrongException {
        return LxcWords.parse(OPTIONS, List.of(words));
    }

    @Test
    void short_options_stand_in_clusters_and_a_value_may_be_attached() throws WrongException {
        LxcWords words = parse("-kWt5", "-nweb");

        assertThat(words.has("kill")).isTrue();
        assertThat(words.has("nowait")).isTrue();
        assertThat(words.value("timeout")).contains("5");
        assertThat(words.value("name")).contains("web");
    }

    @Test
    void a_long_option_may_be_cut_as_long_as_it_is_the_only_one() throws WrongException {
        assertThat(parse("--time=7").value("timeout")).contains("7");
        assertThat(parse("--na", "web").value("name")).contains("web");
        assertThat(parse("--kill").has("kill")).isTrue();
        assertThatThrownBy(() -> parse("--no"))
                .hasMessage("option '--no' is ambiguous; possibilities: '--nowait' '--nokill'");
    }

    @Test
    void options_stand_among_operands_until_two_dashes() throws WrongException {
        LxcWords words = parse("web", "-k", "sleep", "--", "-W", "--name");

        assertThat(words.operands()).containsExactly("web", "sleep", "-W", "--name");
        assertThat(words.has("kill")).isTrue();
        assertThat(words.has("nowait")).isFalse();
    }

    @Test
    void the_last_value_counts_and_all_are_known() throws WrongException {
        LxcWords words = parse("-n", "a", "--name=b");

        assertThat(words.value("name")).contains("b");
        assertThat(words.values("name")).containsExactly("a", "b");
    }

    @Test
    void what_is_wrong_is_said_in_the_words_of_glibc() {
        assertThatThrownBy(() -> parse("--bogus")).hasMessage("unrecognized option '--bogus'");
        assertThatThrownBy(() -> parse("-kx")).hasMessage("invalid option -- 'x'");
        assertThatThrownBy(() -> parse("-n")).hasMessage("option requires an argument -- 'n'");
        assertThatThrownBy(() -> parse("--name")).hasMessage("option '--name' requires an argument");
        assertThatThrownBy(() -> parse("--kill=1")).hasMessage("option '--kill' doesn't allow an argument");
    }

    @Test
    void a_single_dash_is_an_operand() throws WrongException {
        assertThat(parse("-").operands()).containsExactly("-");
    }
}
