package dev.cleat.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.linux.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedPathTest {

    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    private static boolean make(Path path) throws IOException {
        try (TrustedPath way = TrustedPath.reach(path)) {
            TrustedPath.Made made = way.make(0700);
            made.directory().close();
            return made.isNew();
        }
    }

    private Path directory(String name, int mode) throws IOException {
        Path made = Files.createDirectories(directory.resolve(name));
        Files.setAttribute(made, "unix:mode", mode);
        return made;
    }

    private static void giveAway(Path path) throws IOException {
        assumeTrue(Credentials.effectiveUid() == 0, "needs root");
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void what_is_missing_is_made_and_found_the_next_time() throws Exception {
        Path deep = directory.resolve("new/deep");
        assertThat(make(deep)).isTrue();
        assertThat(make(deep)).isFalse();
        assertThat(Files.getPosixFilePermissions(deep)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void what_anybody_may_write_is_refused_however_far_above() throws Exception {
        Path open = directory("open", 0777);
        assertThatThrownBy(() -> make(open.resolve("new/deep")))
                .hasMessageStartingWith(open + " is writable for others (mode 777)")
                .hasMessageEndingWith("chmod go-w " + open);
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void in_a_sticky_directory_our_own_is_safe_and_the_sticky_one_itself_is_not() throws Exception {
        Path sticky = directory("sticky", 01777);
        assertThat(make(sticky.resolve("own"))).isTrue();
        assertThat(make(sticky.resolve("own/deep"))).isTrue();
        assertThatThrownBy(() -> make(sticky)).hasMessageStartingWith(sticky + " is writable for others (mode 1777)");
    }

    @Test
    void what_somebody_else_owns_is_refused_however_far_above() throws Exception {
        Path theirs = directory("theirs", 0755);
        giveAway(theirs);
        assertThatThrownBy(() -> make(theirs.resolve("new/deep")))
                .hasMessageStartingWith(theirs + " is a directory of uid 65534");
        assertThat(theirs).isEmptyDirectory();
    }

    @Test
    void a_link_is_followed_where_it_is_ours_and_what_it_leads_to_is_checked() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("sub/../real"));
        directory("sub", 0755);
        Path real = directory("real", 0755);
        assertThat(make(link.resolve("deep"))).isTrue();
        assertThat(real.resolve("deep")).isDirectory();
        Files.setAttribute(real, "unix:mode", 0777);
        assertThatThrownBy(() -> make(link.resolve("deep"))).hasMessageStartingWith(real + " is writable for others");
        giveAway(link);
        assertThatThrownBy(() -> make(link.resolve("deep")))
                .hasMessageStartingWith(link + " is a symbolic link of uid 65534");
    }

    @Test
    void links_in_a_circle_come_to_an_end() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("link"));
        assertThatThrownBy(() -> make(link)).hasMessageStartingWith(link + ": ELOOP");
    }

    @Test
    void what_can_never_be_made_is_known_before() throws Exception {
        assertUnmakeable("/dev/null/x", "/dev/null is a device, not a directory");
        assertUnmakeable("/proc/x/y", "/proc is the kernel's");
        try (TrustedPath way = TrustedPath.reach(directory.resolve("new/deep"))) {
            way.checkMakeable();
        }
        assertThat(directory).isEmptyDirectory();
    }

    private static void assertUnmakeable(String path, String why) {
        assertThatThrownBy(() -> {
                    try (TrustedPath way = TrustedPath.reach(Path.of(path))) {
                        way.checkMakeable();
                    }
                })
                .hasMessage(why);
    }
}
