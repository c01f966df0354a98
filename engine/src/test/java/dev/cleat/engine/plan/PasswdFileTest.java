package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.plan.PasswdFile.User;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswdFileTest {

    @Test
    void users_and_groups_are_found_by_name_and_id() {
        PasswdFile file = PasswdFile.of(
                "root:x:0:0:root:/root:/bin/bash\nal:x:1000:100:Al,,,:/home/al:\n", "users:x:100:\nwheel:x:10:al,bo\n");

        assertThat(file.user(0)).contains(new User("root", 0, 0, "/root", "/bin/bash"));
        assertThat(file.userNamed("al")).contains(new User("al", 1000, 100, "/home/al", ""));
        assertThat(file.groupNamed("wheel"))
                .get()
                .extracting(PasswdFile.Group::gid)
                .isEqualTo(10L);
        assertThat(file.groupsOf("al")).containsExactly(10L);
        assertThat(file.user(5)).isEmpty();
    }

    @Test
    void lines_that_are_not_what_they_should_be_do_not_exist() {
        PasswdFile file = PasswdFile.of(
                String.join(
                        "\n",
                        "",
                        "# comment",
                        "short:x:1",
                        "plus:x:+1:1::/:/bin/sh",
                        "minus:x:-1:1::/:/bin/sh",
                        "big:x:4294967295:1::/:/bin/sh",
                        "hex:x:0x0:0::/:/bin/sh",
                        "blank:x: 0:0::/:/bin/sh",
                        "none:x::0::/:/bin/sh",
                        "0:x:5:5::/:/bin/sh",
                        "../x:x:6:6::/:/bin/sh",
                        "esc\u001b:x:7:7::/:/bin/sh",
                        "more:x:8:8::/:/bin/sh:extra",
                        "long:x:9:9:" + "a".repeat(5000) + ":/:/bin/sh",
                        "rel:x:11:11::home:sh"),
                "g:x:1\n1:x:1:\nok:x:2:a");

        assertThat(List.of("plus", "minus", "big", "hex", "blank", "none", "0", "../x", "more", "long", "short"))
                .allSatisfy(name -> assertThat(file.userNamed(name)).isEmpty());
        assertThat(file.user(0)).isEmpty();
        assertThat(file.userNamed("rel")).contains(new User("rel", 11, 11, "", ""));
        assertThat(file.groupNamed("1")).isEmpty();
        assertThat(file.groupNamed("ok")).isPresent();
    }

    @Test
    void the_first_of_several_counts() {
        PasswdFile file = PasswdFile.of("a:x:1:1::/one:\na:x:2:2::/two:\nb:x:1:1::/three:\n", "");

        assertThat(file.userNamed("a")).get().extracting(User::uid).isEqualTo(1L);
        assertThat(file.user(1)).get().extracting(User::home).isEqualTo("/one");
    }

    @Test
    void ids_are_plain_digits_in_range() {
        assertThat(PasswdFile.id("0")).contains(0L);
        assertThat(PasswdFile.id("4294967294")).contains(4294967294L);
        assertThat(List.of("", "-1", "+1", "1x", " 1", "1 ", "4294967295", "99999999999", "0x1", "\u0661"))
                .allSatisfy(text -> assertThat(PasswdFile.id(text)).isEmpty());
    }
}
