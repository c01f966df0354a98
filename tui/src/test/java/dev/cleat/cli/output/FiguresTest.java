package dev.cleat.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1,1B",
        "999,999B",
        "1000,1.0K",
        "1024,1.0K",
        "43200000,41.2M",
        "104857600,100M",
        "1073741824,1.0G",
        "1072693248,1.0G",
        "9223372036854775807,8.0E",
    })
    void bytes_have_three_digits_at_most(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"-5,0s", "0,0s", "59,59s", "60,1m", "3599,59m", "3600,1h", "86399,23h", "86400,1d", "86400000,1000d"})
    void ages_have_one_unit(long seconds, String text) {
        assertThat(Figures.age(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void shares_have_one_decimal() {
        assertThat(Figures.percent(0)).isEqualTo("0.0%");
        assertThat(Figures.percent(64.37)).isEqualTo("64.4%");
        assertThat(Figures.percent(200)).isEqualTo("200.0%");
    }

    @Test
    void processor_time_is_written_as_ps_does() {
        assertThat(Figures.processorTime(0)).isEqualTo("0:00");
        assertThat(Figures.processorTime(65_000_000_000L)).isEqualTo("1:05");
        assertThat(Figures.processorTime(7_201_000_000_000L)).isEqualTo("2:00:01");
    }
}
