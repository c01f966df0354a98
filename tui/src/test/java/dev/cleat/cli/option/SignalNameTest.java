package dev.cleat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalNameTest {

    @ParameterizedTest
    @CsvSource({
        "TERM,15",
        "SIGTERM,15",
        "15,15",
        "sigterm,15",
        "KILL,9",
        "HUP,1",
        "PWR,30",
        "SYS,31",
        "WINCH,28",
        "CHLD,17",
        "SIGRTMIN+3,37",
        "RTMIN,34",
        "RTMIN+30,64",
        "SIGRTMAX,64",
        "RTMAX-14,50",
        "1,1",
        "64,64",
    })
    void names_and_numbers_are_known(String text, int number) {
        assertThat(SignalName.parse(text)).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIG",
                "TREM",
                "0",
                "65",
                "-1",
                "SIG15",
                "RTMIN+31",
                "RTMIN-1",
                "RTMAX+1",
                "RTMAX-31",
                "RTMIN+",
                "1000"
            })
    void everything_else_is_no_signal(String text) {
        assertThat(SignalName.parse(text)).isEmpty();
    }
}
