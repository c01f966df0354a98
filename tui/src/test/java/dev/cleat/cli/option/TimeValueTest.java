package dev.cleat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeValueTest {

    @ParameterizedTest
    @CsvSource({
        "10s,10000",
        "500ms,500",
        "2m,120000",
        "5,5000",
        "0,0",
        "1.5,1500",
        "0.25s,250",
        "1h,3600000",
        "1d,86400000"
    })
    void times_have_units_and_bare_numbers_are_seconds(String text, long millis) {
        assertThat(TimeValue.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "s", "ms", "-1", "1x", "1 s", "1.s", ".5", "1.2.3", "1e3", "NaN", "99999999999999999999d"})
    void everything_else_is_no_time(String text) {
        assertThat(TimeValue.parse(text)).isEmpty();
    }
}
