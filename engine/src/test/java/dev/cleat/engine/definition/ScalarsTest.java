package dev.cleat.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScalarsTest {

    @Test
    void sizes_are_powers_of_1024() {
        assertThat(Numbers.size("0")).contains(0L);
        assertThat(Numbers.size("1024")).contains(1024L);
        assertThat(Numbers.size("1k")).contains(1024L);
        assertThat(Numbers.size("512M")).contains(512L << 20);
        assertThat(Numbers.size("2GiB")).contains(2L << 30);
        assertThat(Numbers.size("2GB")).contains(2L << 30);
        assertThat(Numbers.size("7E")).contains(7L << 60);
        assertThat(List.of("", "M", "8E", "-1", "+1", "1.5G", " 1", "1 M", "1MM", "1Bi", "0x10", "iB", "1iB", "\u0661"))
                .allSatisfy(text -> assertThat(Numbers.size(text)).isEmpty());
    }

    @Test
    void bare_times_are_seconds() {
        assertThat(Numbers.duration("10")).contains(Duration.ofSeconds(10));
        assertThat(Numbers.duration("500ms")).contains(Duration.ofMillis(500));
        assertThat(Numbers.duration("2m")).contains(Duration.ofMinutes(2));
        assertThat(Numbers.duration("1h")).contains(Duration.ofHours(1));
        assertThat(List.of("", "s", "1y", "-1s", "1 s", "99999999999", "1s1", "\u0661s"))
                .allSatisfy(text -> assertThat(Numbers.duration(text)).isEmpty());
    }

    @Test
    void signals_have_names_and_numbers() {
        assertThat(Signals.number("TERM")).isEqualTo(OptionalInt.of(15));
        assertThat(Signals.number("sigterm")).isEqualTo(OptionalInt.of(15));
        assertThat(Signals.number("15")).isEqualTo(OptionalInt.of(15));
        assertThat(Signals.number("PWR")).isEqualTo(OptionalInt.of(30));
        assertThat(Signals.number("SIGRTMIN+3")).isEqualTo(OptionalInt.of(37));
        assertThat(Signals.number("RTMAX-1")).isEqualTo(OptionalInt.of(63));
        assertThat(Signals.number("RTMIN")).isEqualTo(OptionalInt.of(34));
        assertThat(List.of("", "SIG", "0", "65", "SIG15", "RTMIN-1", "RTMIN+31", "RTMAX-31", "TERM ", "-9"))
                .allSatisfy(text -> assertThat(Signals.number(text)).isEmpty());
        assertThat(Signals.name(37)).isEqualTo("SIGRTMIN+3");
        assertThat(Signals.name(9)).isEqualTo("SIGKILL");
    }

    @Test
    void capabilities_have_the_numbers_of_the_kernel() {
        assertThat(Capability.SYS_ADMIN.ordinal()).isEqualTo(21);
        assertThat(Capability.CHECKPOINT_RESTORE.ordinal()).isEqualTo(40);
        assertThat(Capability.named("cap_net_raw")).contains(Capability.NET_RAW);
        assertThat(Capability.named("NET_RAW")).contains(Capability.NET_RAW);
        assertThat(Capability.named("CAP_CAP_NET_RAW")).isEmpty();
        // CapBnd of a container started by Docker without options.
        assertThat(Capability.bits(Capability.DEFAULT)).isEqualTo(0xa80425fbL);
    }

    @Test
    void the_nearest_word_is_near() {
        List<String> words = List.of("name", "labels", "rootfs", "halt-then-kill");

        assertThat(Nearest.of("nmae", words)).contains("name");
        assertThat(Nearest.of("Name", words)).contains("name");
        assertThat(Nearest.of("rotfs", words)).contains("rootfs");
        assertThat(Nearest.of("x", words)).isEmpty();
        assertThat(Nearest.of("", words)).isEmpty();
        assertThat(Nearest.of("y".repeat(10_000), words)).isEmpty();
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }
}
