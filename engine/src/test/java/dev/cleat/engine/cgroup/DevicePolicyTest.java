package dev.cleat.engine.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.definition.Devices.Rule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DevicePolicyTest {

    private static final int M = DevicePolicy.MKNOD;
    private static final int R = DevicePolicy.READ;
    private static final int W = DevicePolicy.WRITE;

    /** {@code allow c 1:3 rwm; deny a}: as people write them. */
    static List<Rule> rules(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String line : text.split(";")) {
            String[] words = line.strip().split("[ :]");
            boolean isAll = words[1].equals("a");
            rules.add(new Rule(
                    words[0].equals("allow"),
                    words[1].charAt(0),
                    isAll ? OptionalInt.empty() : number(words[2]),
                    isAll ? OptionalInt.empty() : number(words[3]),
                    isAll ? "rwm" : words[4]));
        }
        return rules;
    }

    private static OptionalInt number(String text) {
        return text.equals("*") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    /** Runs the program as the kernel would, the instructions that we write. */
    private static boolean allows(String text, char type, int major, int minor, int access) {
        ByteBuffer code =
                ByteBuffer.wrap(DeviceProgram.of(DevicePolicy.of(rules(text)))).order(ByteOrder.nativeOrder());
        int[] context = {access << 16 | (type == 'b' ? 1 : 2), major, minor};
        int[] registers = new int[11];
        for (int at = 0; ; at++) {
            int operation = code.get(8 * at) & 0xff;
            int to = code.get(8 * at + 1) & 0xf;
            int from = code.get(8 * at + 1) >> 4 & 0xf;
            int offset = code.getShort(8 * at + 2);
            int value = code.getInt(8 * at + 4);
            switch (operation) {
                case 0x61 -> registers[to] = context[offset / 4];
                case 0x54 -> registers[to] &= value;
                case 0x74 -> registers[to] >>>= value;
                case 0xbc -> registers[to] = registers[from];
                case 0xb7 -> registers[to] = value;
                case 0x15 -> at += registers[to] == value ? offset : 0;
                case 0x55 -> at += registers[to] != value ? offset : 0;
                case 0x5d -> at += registers[to] != registers[from] ? offset : 0;
                case 0x95 -> {
                    return registers[0] == 1;
                }
                default -> throw new IllegalStateException(Integer.toHexString(operation));
            }
        }
    }

    @Test
    void what_is_not_allowed_is_denied() {
        String rules = "deny a; allow c 1:3 rwm; allow b 8:* r; allow c *:* m";

        assertThat(allows(rules, 'c', 1, 3, R | W)).isTrue();
        assertThat(allows(rules, 'c', 1, 3, M)).isTrue();
        assertThat(allows(rules, 'c', 1, 5, R)).isFalse();
        assertThat(allows(rules, 'c', 1, 5, M)).isTrue();
        assertThat(allows(rules, 'c', 1, 5, M | R)).isFalse();
        assertThat(allows(rules, 'b', 1, 3, R)).isFalse();
        assertThat(allows(rules, 'b', 8, 17, R)).isTrue();
        assertThat(allows(rules, 'b', 8, 17, R | W)).isFalse();
        assertThat(allows(rules, 'b', 9, 0, R)).isFalse();
    }

    @Test
    void what_is_not_denied_is_allowed() {
        String rules = "allow a; deny c 1:5 w; deny b *:* rwm; deny c 10:* m";

        assertThat(allows(rules, 'c', 1, 5, R)).isTrue();
        assertThat(allows(rules, 'c', 1, 5, W)).isFalse();
        assertThat(allows(rules, 'c', 1, 5, R | W)).isFalse();
        assertThat(allows(rules, 'b', 8, 0, R)).isFalse();
        assertThat(allows(rules, 'c', 10, 200, R | W)).isTrue();
        assertThat(allows(rules, 'c', 10, 200, M)).isFalse();
    }

    @Test
    void without_a_rule_for_all_devices_only_what_is_denied_is_different() {
        assertThat(allows("deny c 1:5 rwm", 'c', 1, 5, R)).isFalse();
        assertThat(allows("deny c 1:5 rwm", 'c', 1, 3, R)).isTrue();
    }

    @Test
    void rules_for_one_device_add_up_and_a_rule_for_all_begins_anew() {
        assertThat(allows("deny a; allow c 1:3 r; allow c 1:3 w", 'c', 1, 3, R | W))
                .isTrue();
        assertThat(allows("deny a; allow c 1:3 rw; deny c 1:3 w", 'c', 1, 3, W)).isFalse();
        assertThat(allows("deny a; allow c 1:3 rw; deny c 1:3 w", 'c', 1, 3, R)).isTrue();
        assertThat(allows("deny a; allow c 1:3 rwm; deny a", 'c', 1, 3, R)).isFalse();
        assertThat(allows("deny a; allow a", 'b', 8, 0, R | W | M)).isTrue();
    }

    @Test
    void a_later_rule_that_is_not_alike_takes_nothing_away_as_with_the_v1_controller() {
        assertThat(allows("deny a; allow c 1:* r; deny c 1:3 r", 'c', 1, 3, R)).isTrue();
    }
}
