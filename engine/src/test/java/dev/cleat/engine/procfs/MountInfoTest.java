package dev.cleat.engine.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountInfoTest {

    @Test
    void a_line_gives_all_its_fields() {
        String line = "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:7 - ext3 /dev/root ro,errors=continue\n";

        assertThat(MountInfo.parse(line))
                .containsExactly(new MountInfo(
                        36,
                        35,
                        "98:0",
                        "/mnt1",
                        "/mnt2",
                        List.of("rw", "noatime"),
                        List.of("master:1", "shared:7"),
                        "ext3",
                        "/dev/root",
                        List.of("ro", "errors=continue")));
    }

    @Test
    void octal_escapes_become_the_characters_they_stand_for() {
        String line = "1 0 0:1 / /a\\040b\\011c\\134040d rw - tmpfs my\\040disk rw\n";

        MountInfo mount = MountInfo.parse(line).get(0);

        assertThat(mount.mountPoint()).isEqualTo("/a b\tc\\040d");
        assertThat(mount.source()).isEqualTo("my disk");
    }

    @Test
    void an_empty_source_is_a_field_of_its_own() {
        MountInfo mount = MountInfo.parse("1 0 0:1 / /x rw,relatime - tmpfs  rw,size=4k\n")
                .get(0);

        assertThat(mount.source()).isEmpty();
        assertThat(mount.superOptions()).containsExactly("rw", "size=4k");
    }

    @Test
    void a_mount_is_read_only_by_its_own_options_or_by_those_of_the_file_system() {
        assertThat(MountInfo.parse("1 0 0:1 / /x ro - tmpfs t rw\n").get(0).isReadOnly())
                .isTrue();
        assertThat(MountInfo.parse("1 0 0:1 / /x rw - squashfs t ro\n").get(0).isReadOnly())
                .isTrue();
        assertThat(MountInfo.parse("1 0 0:1 / /x rw - tmpfs t rw\n").get(0).isReadOnly())
                .isFalse();
    }

    @Test
    void lines_of_another_form_are_left_out() {
        assertThat(MountInfo.parse("\n1 0 0:1\n1 0 0:1 / /x rw - tmpfs\nnonsense\n"))
                .isEmpty();
    }
}
