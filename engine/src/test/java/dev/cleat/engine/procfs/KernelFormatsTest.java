package dev.cleat.engine.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.procfs.IdMapFile.Range;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The formats of one line or two. */
class KernelFormatsTest {

    @Test
    void an_id_map_has_ranges() {
        IdMapFile map = IdMapFile.parse("         0     100000      65536\n     65536       1000          1\n");

        assertThat(map.ranges()).containsExactly(new Range(0, 100000, 65536), new Range(65536, 1000, 1));
        assertThat(IdMapFile.parse("").ranges()).isEmpty();
    }

    @Test
    void a_command_line_is_parted_by_nul_and_cut_at_its_bound() {
        assertThat(CommandLine.parse("sh\0-c\0echo  x\0".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("sh", "-c", "echo  x");
        assertThat(CommandLine.parse("a\0\0b\0".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("a", "", "b");
        assertThat(CommandLine.parse(new byte[0])).isEmpty();
        assertThat(CommandLine.parse("x".repeat(10_000).getBytes(StandardCharsets.UTF_8))
                        .get(0))
                .hasSize(CommandLine.MAX_BYTES);
    }

    @Test
    void a_list_of_processors_has_single_ones_and_ranges() {
        assertThat(KernelList.parse("0-3,5\n").stream()).containsExactly(0, 1, 2, 3, 5);
        assertThat(KernelList.parse("\n").isEmpty()).isTrue();
        assertThat(KernelList.parse("x,4-2,99999999999,0-99999999999").isEmpty())
                .isTrue();
    }

    @Test
    void pressure_has_some_and_mostly_full() {
        Pressure pressure = Pressure.parse("some avg10=1.50 avg60=0.20 avg300=0.00 total=4242\n"
                        + "full avg10=0.50 avg60=0.00 avg300=0.00 total=42\n")
                .orElseThrow();

        assertThat(pressure.some()).isEqualTo(new Pressure.Stall(1.5, 0.2, 0, 4242));
        assertThat(pressure.full().orElseThrow().totalMicros()).isEqualTo(42);
        assertThat(Pressure.parse("")).isEmpty();
    }

    @Test
    void flat_keyed_files_are_maps() {
        assertThat(FlatKeyed.parse("usage_usec 12\nuser_usec 7\nlimit max\n\nhuge 99999999999999999999\n"))
                .containsEntry("usage_usec", 12L)
                .containsEntry("user_usec", 7L)
                .containsEntry("huge", Long.MAX_VALUE)
                .doesNotContainKey("limit");
    }

    @Test
    void a_namespace_link_names_its_inode() {
        assertThat(NamespaceLink.parse("mnt:[4026531841]")).hasValue(4026531841L);
        assertThat(NamespaceLink.parse("/etc/passwd")).isEmpty();
        assertThat(NamespaceLink.parse("mnt:[x]")).isEmpty();
    }

    @Test
    void the_auxiliary_vector_is_searched_by_key() {
        byte[] content = ByteBuffer.allocate(5 * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(3)
                .putLong(1)
                .putLong(AuxiliaryVector.PAGE_SIZE)
                .putLong(65536)
                .putLong(0)
                .array();

        assertThat(AuxiliaryVector.find(content, AuxiliaryVector.PAGE_SIZE)).hasValue(65536);
        assertThat(AuxiliaryVector.find(content, 99)).isEmpty();
    }
}
