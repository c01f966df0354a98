package dev.cleat.engine.security;

import static dev.cleat.engine.security.FilterMachine.X32;
import static dev.cleat.engine.security.FilterMachine.X86;
import static dev.cleat.engine.security.FilterMachine.X86_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LxcProfileTest {

    private static final int MKDIR = 83;
    private static final int RMDIR = 84;
    private static final int UMOUNT2 = 166;

    @TempDir
    Path directory;

    private FilterFixture filters;

    @BeforeEach
    void on_this_machine() {
        filters = FilterFixture.withNumbersOfX86(directory);
    }

    @Test
    void version_one_is_the_numbers_of_what_is_allowed() throws Exception {
        FilterMachine filter = filters.lxc("1\nwhitelist\n0\n1\n # a remark\n\n60\n");

        assertThat(filter.answer(X86_64, 0)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 60)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 2)).isEqualTo(FilterAction.KILL_THREAD);
        assertThat(filter.answer(X86, 1)).isEqualTo(FilterAction.KILL_THREAD);
    }

    /** LXC's own common.seccomp. */
    @Test
    void a_deny_list_lets_the_rest_through() throws Exception {
        FilterMachine filter = filters.lxc("""
                2
                blacklist
                reject_force_umount  # comment this to allow umount -f;  not recommended
                [all]
                kexec_load errno 1
                open_by_handle_at errno 1
                init_module trap
                mkdir
                """);

        assertThat(filter.answer(X86_64, 0)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, UMOUNT2, 0, 1)).isEqualTo(FilterAction.ERRNO | 13);
        assertThat(filter.answer(X86_64, UMOUNT2, 0, 2)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 246)).isEqualTo(FilterAction.ERRNO | 1);
        assertThat(filter.answer(X86, 283)).as("kexec_load of i386").isEqualTo(FilterAction.ERRNO | 1);
        assertThat(filter.answer(X86_64, 175)).isEqualTo(FilterAction.TRAP);
        assertThat(filter.answer(X86_64, MKDIR)).isEqualTo(FilterAction.KILL_THREAD);
        assertThat(filter.answer(X86_64, X32 + MKDIR)).isEqualTo(FilterAction.KILL_THREAD);
    }

    @Test
    void an_allow_list_may_have_another_default() throws Exception {
        FilterMachine filter = filters.lxc("2\nallowlist errno 38\nread\nwrite\nmkdir errno 5\n");

        assertThat(filter.answer(X86_64, 0)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, MKDIR)).isEqualTo(FilterAction.ERRNO | 5);
        assertThat(filter.answer(X86_64, RMDIR)).isEqualTo(FilterAction.ERRNO | 38);
    }

    @Test
    void a_section_is_for_one_architecture() throws Exception {
        FilterMachine filter = filters.lxc("""
                2
                denylist allow
                [x86]
                mkdir errno 1
                [x86_64]
                rmdir errno 2
                [arm64]
                read kill
                [all]
                chroot errno 3
                """);

        assertThat(filter.answer(X86, 39)).isEqualTo(FilterAction.ERRNO | 1);
        assertThat(filter.answer(X86, 40)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, MKDIR)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, RMDIR)).isEqualTo(FilterAction.ERRNO | 2);
        assertThat(filter.answer(X86_64, 0)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, 161)).isEqualTo(FilterAction.ERRNO | 3);
        assertThat(filter.answer(X86, 61)).isEqualTo(FilterAction.ERRNO | 3);
    }

    @Test
    void argument_rules_are_compared_and_a_mask_stands_behind_the_operator() throws Exception {
        FilterMachine filter = filters.lxc("""
                2
                denylist
                mkdir errno 7 [1,0x10,&=,0x30]
                rmdir errno 8 [0,3,>=][1,4,SCMP_CMP_NE]
                """);

        assertThat(filter.answer(X86_64, MKDIR, 0, 0x10)).isEqualTo(FilterAction.ERRNO | 7);
        assertThat(filter.answer(X86_64, MKDIR, 0, 0x30)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, RMDIR, 3, 5)).isEqualTo(FilterAction.ERRNO | 8);
        assertThat(filter.answer(X86_64, RMDIR, 3, 4)).isEqualTo(FilterAction.ALLOW);
        assertThat(filter.answer(X86_64, RMDIR, 2, 5)).isEqualTo(FilterAction.ALLOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3~allowlist|1: the first line must be the version of the format, 1 or 2",
                "2|2: the second line must begin with allowlist or denylist, not \"\"",
                "2~grayylist|2: the second line must begin with allowlist or denylist, not \"grayylist\"",
                "1~denylist~0|2: version 1 knows allow lists only; write 2 in the first line",
                "1~allowlist~read|3: a line of version 1 is the number of a system call, not \"read\"",
                "2~denylist~[z80]|3: unknown architecture \"z80\"",
                "2~denylist~[x86|3: a section is [all] or [ARCHITECTURE], not \"[x86\"",
                "2~denylist~~mkdir kil|4: unknown action \"kil\"; there are kill, trap, allow and errno N",
                "2~denylist~mkdir errno|3: errno needs a number",
                "2~denylist~mkdir errno 9999|3: errno must be a number from 0 to 4095, not \"9999\"",
                "2~denylist~mkdir errno 1 2|3: \"2\" is more than an action",
                "2~denylist~MkDir!|3: \"MkDir!\" is not the name of a system call",
                "2~denylist~mkdir kill [6,1,==]|3: an argument rule is [INDEX from 0 to 5,VALUE,OPERATOR] or with a MASK, not \"[6,1,==]\"",
                "2~denylist~mkdir kill [1,1,=]|3: unknown operator \"=\"",
                "2~denylist~mkdir kill [1,x,==]|3: \"x\" is not a number of 64 bits"
            })
    void a_mistake_is_told_with_its_line(String profile, String message) {
        assertThatThrownBy(() -> filters.lxc(profile.replace("~", "\n")))
                .isInstanceOf(ProfileException.class)
                .hasMessage(directory.resolve("profile.conf") + ":" + message);
    }

    @Test
    void a_notification_is_refused_with_the_reason() {
        assertThatThrownBy(() -> filters.lxc("2\ndenylist\nmknod notify\n"))
                .hasMessageContaining("profile.conf:3: notify is not supported: there is no agent");
    }
}
