package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapTrimTest {

    @Test
    void what_has_died_is_given_back_when_there_is_enough_of_it() {
        HeapTrim heap = new HeapTrim();
        System.gc();
        heap.trim();
        long before = used();
        List<byte[]> pieces = new ArrayList<>();
        for (long size = 0; size < 4 * HeapTrim.ENOUGH; size += 1 << 20) {
            pieces.add(new byte[1 << 20]);
        }
        assertThat(used()).isGreaterThan(before + 3 * HeapTrim.ENOUGH);

        pieces.clear();
        heap.trim();

        assertThat(used()).isLessThan(before + HeapTrim.ENOUGH);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
