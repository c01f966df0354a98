package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** By libcrypto, where it is there, and by the JDK. */
class Sha256Test {

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    /** FIPS 180-2, appendix B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void it_is_that_of_the_standard_can_be_asked_on_the_way_and_begins_anew() {
        for (Sha256 hash : List.of(new Sha256(), new Sha256(Optional.empty()))) {
            hash.add(ABC, 0, 3);
            assertThat(hash.soFar()).isEqualTo(OF_ABC);
            hash.add(ABC, 1, 2);
            assertThat(hash.soFar()).isNotEqualTo(OF_ABC);
            hash.take();
            hash.add(ABC, 0, 3);
            assertThat(HexFormat.of().formatHex(hash.take())).isEqualTo(OF_ABC);
            hash.close();
            hash.close();
        }
    }

    @Test
    void both_say_the_same_of_pieces_of_any_size() {
        Random random = new Random(7);
        try (Sha256 one = new Sha256();
                Sha256 other = new Sha256(Optional.empty())) {
            for (int size : new int[] {0, 1, 63, 64, 65, 4096, 65_535, 65_536, 65_537, 300_000}) {
                byte[] bytes = new byte[size + 5];
                random.nextBytes(bytes);
                one.add(bytes, 5, size);
                other.add(bytes, 5, size);
                assertThat(one.soFar()).isEqualTo(other.soFar());
            }
        }
    }
}
