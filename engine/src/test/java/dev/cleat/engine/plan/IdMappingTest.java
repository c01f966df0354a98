package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.definition.Idmap;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.plan.HostFiles.IdUse;
import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which host ids a container's ids are. */
class IdMappingTest {

    private static final long COUNT = 65_536;

    @TempDir
    Path directory;

    private IdMaps maps(String idmap, HostFacts host) throws Exception {
        return plan(idmap, host).idMaps();
    }

    private StartPlan plan(String idmap, HostFacts host) throws Exception {
        return Plans.plan(
                directory, "rootfs: dir:r\nprocess: {command: [/x]}\nidmap: " + idmap + "\n", host, Hosts.files());
    }

    private HostLimitException refusal(String idmap, HostFacts host) {
        return catchThrowableOfType(HostLimitException.class, () -> plan(idmap, host));
    }

    @Test
    void a_free_range_is_in_the_region_for_containers_and_the_same_each_time() throws Exception {
        IdMaps maps = maps("{mode: auto}", Hosts.V2);

        assertThat(maps.uids()).hasSize(1).isEqualTo(maps.gids());
        IdMap line = maps.uids().get(0);
        assertThat(line.container()).isZero();
        assertThat(line.size()).isEqualTo(COUNT);
        assertThat(line.host()).isBetween(0x80000L, 0x6FFF0000L);
        assertThat(line.host() % COUNT).isZero();
        assertThat(maps.kept()).isTrue();
        assertThat(maps("{mode: auto}", Hosts.V2)).isEqualTo(maps);
    }

    @Test
    void a_range_that_somebody_has_is_not_free() {
        long first = FreeIds.find("web", IdUse.NONE).orElseThrow();

        assertThat(FreeIds.find("web", taken(first, 1))).hasValue(first + COUNT);
        assertThat(FreeIds.find("web", taken(first - 1, 2))).hasValue(first + COUNT);
        assertThat(FreeIds.find("web", taken(first, 2 * COUNT))).hasValue(first + 2 * COUNT);
        assertThat(FreeIds.find("web", taken(0, 1L << 32))).isEmpty();
    }

    private static IdUse taken(long first, long count) {
        return new IdUse(List.of(new IdRange(first, count)), Optional.empty());
    }

    @Test
    void a_range_that_was_had_before_is_had_again() {
        assertThat(FreeIds.find("web", new IdUse(List.of(), Optional.of(0x90000L))))
                .hasValue(0x90000L);
        assertThat(FreeIds.find("web", new IdUse(List.of(new IdRange(0x90000L, 1)), Optional.of(0x90000L))))
                .isNotEqualTo(Optional.of(0x90000L))
                .isPresent();
    }

    @Test
    void the_ranges_of_a_user_begin_with_its_root() throws Exception {
        IdMaps maps = maps("{mode: subid}", Hosts.USER);

        assertThat(maps.uids()).containsExactly(new IdMap(0, 100_000, COUNT));
        assertThat(maps.throughHelper()).isTrue();
    }

    @Test
    void who_keeps_his_id_has_the_ranges_around_it() throws Exception {
        assertThat(maps("{mode: keep-id}", Hosts.USER).uids())
                .containsExactly(
                        new IdMap(0, 100_000, 1000), new IdMap(1000, 1000, 1), new IdMap(1001, 101_000, COUNT - 1000));
    }

    @Test
    void a_single_id_is_root_s() throws Exception {
        IdMaps maps = maps("{mode: single}", Hosts.USER);

        assertThat(maps.uids()).containsExactly(new IdMap(0, 1000, 1));
        assertThat(maps.throughHelper()).isFalse();
        assertThat(maps.setgroups()).isFalse();
    }

    @Test
    void explicit_lines_are_taken_as_they_are() throws Exception {
        IdMaps maps = maps(
                "{uid: [[0, 200000, 10], [10, 5, 1]], gid: [{container: 0, host: 300000, size: 65536}]}", Hosts.V2);

        assertThat(maps.uids()).containsExactly(new IdMap(0, 200_000, 10), new IdMap(10, 5, 1));
        assertThat(maps.gids()).containsExactly(new IdMap(0, 300_000, COUNT));
        assertThat(maps.hostUid(10)).isEqualTo(5);
        assertThat(maps.hostUid(11)).isEqualTo(-1);
        assertThat(maps.covers(200_009, 300_000)).isTrue();
        assertThat(maps.covers(0, 300_000)).isFalse();
    }

    @Test
    void a_user_is_told_which_file_does_not_give_which_ids() {
        HostLimitException refusal =
                refusal("{uid: [[0, 1000, 1], [1, 200000, 10]], gid: [[0, 100000, 65536]]}", Hosts.USER);

        assertThat(refusal)
                .hasMessage("cannot start web: idmap.uid: /etc/subuid does not give uid 1000 the ids 200000-200009");
        assertThat(refusal.advice())
                .hasValueSatisfying(advice -> assertThat(advice).contains("usermod"));
    }

    @Test
    void who_has_no_ranges_is_told_where_they_come_from() {
        assertThat(refusal("{mode: subid}", Hosts.POOR_USER).getMessage().lines())
                .containsExactly(
                        "cannot start web: idmap.mode: /etc/subuid gives uid 1000 no range of ids",
                        "cannot start web: idmap.mode: /etc/subgid gives uid 1000 no range of ids",
                        "cannot start web: idmap: newuidmap and newgidmap are not installed, without which a user maps no"
                                + " ids but the own");
        assertThat(refusal("{mode: keep-id}", Hosts.V2).getMessage())
                .contains("/etc/subuid gives uid 0 no range of ids");
        assertThat(refusal("{mode: identity}", Hosts.USER))
                .hasMessage("cannot start web: idmap.mode: only root can map every id to itself");
    }

    @Test
    void setgroups_can_be_denied_and_cannot_always_be_allowed() throws Exception {
        assertThat(maps("{mode: auto}", Hosts.V2).setgroups()).isTrue();
        assertThat(maps("{mode: auto, setgroups: deny}", Hosts.V2).setgroups()).isFalse();
        assertThat(plan("{mode: auto, setgroups: deny}", Hosts.V2)
                        .program()
                        .credentials()
                        .setGroups())
                .isFalse();
        assertThat(refusal("{mode: single, setgroups: allow}", Hosts.USER))
                .hasMessage(
                        "cannot start web: idmap.setgroups: a user without newgidmap must give it up (user_namespaces(7))");
    }

    /** The three reasons of libcontainer's HostRootUID. */
    @Test
    @Proves("L15")
    void without_a_root_in_it_a_map_is_refused() {
        Reasons reasons = new Reasons();
        HostFiles files = Hosts.files();
        Idmap none = new Idmap(Idmap.Mode.EXPLICIT, List.of(), List.of(), Optional.empty(), Idmap.Ownership.MAP);
        Idmap rootless = new Idmap(
                Idmap.Mode.EXPLICIT,
                List.of(new Idmap.Line(1, 100_000, 10)),
                List.of(new Idmap.Line(0, 100_000, 10)),
                Optional.empty(),
                Idmap.Ownership.MAP);
        IdMapping.own(none, "web", Hosts.V2, files, reasons);
        IdMapping.own(rootless, "web", Hosts.V2, files, reasons);

        HostLimitException refusal = catchThrowableOfType(HostLimitException.class, () -> reasons.check("x"));

        assertThat(refusal.getMessage().lines())
                .containsExactly(
                        "x: idmap.uid: a user namespace of its own has uids only where lines map them, and there are none",
                        "x: idmap.gid: a user namespace of its own has gids only where lines map them, and there are none",
                        "x: idmap.uid: no line maps container uid 0, so there would be no root in it");
        assertThat(IdMaps.NONE.hostUid(0)).isZero();
    }
}
