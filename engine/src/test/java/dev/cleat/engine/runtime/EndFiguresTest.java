package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndFiguresTest {

    @Test
    void sizes_are_told_in_the_unit_that_fits() {
        assertThat(EndFigures.size(864 << 10)).isEqualTo("864K");
        assertThat(EndFigures.size(16 << 20)).isEqualTo("16.0M");
        assertThat(EndFigures.size(3L << 29)).isEqualTo("1.5G");
    }
}
