package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Written.definition;
import static dev.cleat.engine.definition.Written.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Idmap.Line;
import dev.cleat.engine.definition.NamespaceSource.AtPath;
import dev.cleat.engine.definition.NamespaceSource.OfContainer;
import dev.cleat.engine.definition.NamespaceSource.OfProcess;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NamespacesAndIdsTest {

    @Test
    void a_namespace_may_be_anothers() throws Exception {
        var sources = definition(
                        "namespaces: {net: 'path:/run/netns/lan', ipc: 'container:docker-1a', pid: 'pid:4711', uts: host}")
                .namespaces();

        assertThat(sources)
                .containsEntry(NamespaceType.NET, new AtPath(Path.of("/run/netns/lan")))
                .containsEntry(NamespaceType.IPC, new OfContainer("docker-1a"))
                .containsEntry(NamespaceType.PID, new OfProcess(4711))
                .containsEntry(NamespaceType.UTS, NamespaceSource.HOST)
                .containsEntry(NamespaceType.MNT, NamespaceSource.PRIVATE)
                .containsEntry(NamespaceType.USER, NamespaceSource.HOST)
                .containsEntry(NamespaceType.TIME, NamespaceSource.HOST);
    }

    @Test
    void user_and_time_follow_what_needs_them() throws Exception {
        Definition definition = definition(
                "namespaces: {user: auto}\nidmap: {mode: auto}\ntimeOffsets: {boottime: -2h, monotonic: 90}");

        assertThat(definition.isPrivate(NamespaceType.USER)).isTrue();
        assertThat(definition.isPrivate(NamespaceType.TIME)).isTrue();
        assertThat(definition.names().bootOffsetSeconds()).isEqualTo(-7200);
        assertThat(definition.names().monotonicOffsetSeconds()).isEqualTo(90);
    }

    @Test
    void names_machine_and_groups_are_read() throws Exception {
        Definition definition = definition("domainname: lan\nplatform: {arch: i386}\ngroups: [onboot, web]\n"
                + "annotations: {org.example/a: 1}\nprotect: true");

        assertThat(definition.names().domainname()).contains("lan");
        assertThat(definition.names().architecture()).contains(Architecture.I686);
        assertThat(definition.description().groups()).containsExactly("onboot", "web");
        assertThat(definition.description().annotations()).containsEntry("org.example/a", "1");
        assertThat(definition.description().isProtected()).isTrue();
    }

    @Test
    void lines_of_an_id_map_may_be_lists_or_maps_and_make_it_explicit() throws Exception {
        Idmap idmap = definition("idmap: {uid: [[0, 100000, 1000], {container: 1000, host: 5, size: 1}],"
                        + " gid: [[0, 0, 4294967295]], setgroups: deny, ownership: chown}")
                .idmap();

        assertThat(idmap.mode()).isEqualTo(Idmap.Mode.EXPLICIT);
        assertThat(idmap.uids()).containsExactly(new Line(0, 100000, 1000), new Line(1000, 5, 1));
        assertThat(idmap.gids()).containsExactly(new Line(0, 0, 4294967295L));
        assertThat(idmap.setgroups()).contains(false);
        assertThat(idmap.ownership()).isEqualTo(Idmap.Ownership.CHOWN);
    }

    @ParameterizedTest
    @EnumSource(names = "EXPLICIT", mode = EnumSource.Mode.EXCLUDE)
    void every_mode_has_a_word(Idmap.Mode mode) throws Exception {
        String word = mode.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

        assertThat(definition("idmap: {mode: " + word + "}").idmap().mode()).isEqualTo(mode);
    }

    @Test
    @Proves("L15")
    void a_map_without_lines_or_without_root_is_refused_with_the_reason() {
        assertThat(problems("idmap: {mode: explicit}"))
                .containsExactly(
                        "3:15: idmap.mode: explicit needs lines in idmap.uid",
                        "3:15: idmap.mode: explicit needs lines in idmap.gid");
        assertThat(problems("idmap: {uid: [[0, 1, 2]], gid: [[1, 1, 2]]}"))
                .containsExactly("3:32: idmap.gid: no line maps 0, so the container would have no root");
    }

    @Test
    void lines_that_overlap_or_are_not_asked_for_are_told() {
        assertThat(
                        problems(
                                "idmap:\n  uid:\n    - [0, 100, 10]\n    - [9, 500, 1]\n    - [50, 105, 1]\n  gid: [[0, 0, 1]]"))
                .containsExactly(
                        "6:7: idmap.uid[1]: overlaps the one in line 5",
                        "7:7: idmap.uid[2]: overlaps the one in line 5");
        assertThat(problems("idmap: {mode: subid, gid: [[0, 0, 1]]}"))
                .containsExactly("3:27: idmap.gid: only with mode: explicit");
    }

    @Test
    void what_needs_a_namespace_of_its_own_is_told() {
        assertThat(problems("domainname: lan\nnamespaces: {uts: 'pid:1', time: host, user: host}\n"
                        + "timeOffsets: {boottime: 5}\nidmap: {mode: auto}"))
                .containsExactly(
                        "3:13: domainname: needs a uts namespace of its own, but namespaces.uts is pid:1",
                        "5:25: timeOffsets: need a time namespace of their own, but namespaces.time is host",
                        "6:15: idmap: needs a user namespace of its own, but namespaces.user is host");
        assertThat(problems("namespaces: {user: private}\nidmap: {mode: none}"))
                .containsExactly("4:15: idmap.mode: is none, but namespaces.user is private");
        assertThat(problems("namespaces: {mount: 'container:db'}"))
                .containsExactly(
                        "2:9: rootfs: needs a mount namespace of its own, but namespaces.mount is container:db");
    }
}
