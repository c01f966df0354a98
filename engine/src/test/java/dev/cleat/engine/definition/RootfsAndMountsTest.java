package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Written.definition;
import static dev.cleat.engine.definition.Written.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.definition.Definition.Access;
import dev.cleat.engine.definition.Definition.Mount;
import dev.cleat.engine.definition.Definition.OnMissing;
import dev.cleat.engine.definition.Definition.Propagation;
import dev.cleat.engine.definition.Definition.RootSource;
import dev.cleat.engine.definition.Definition.Rootfs;
import dev.cleat.engine.definition.Definition.Writable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootfsAndMountsTest {

    @Test
    void a_root_can_be_an_image_or_a_device() throws Exception {
        assertThat(rootfs("loop:disk.img").source())
                .isEqualTo(new RootSource.Image(Path.of("/srv/disk.img"), Optional.empty()));
        assertThat(rootfs("block:/dev/vg/web").source())
                .isEqualTo(new RootSource.Image(Path.of("/dev/vg/web"), Optional.empty()));
        assertThat(rootfs("overlay:/a:/b:/c").source())
                .isEqualTo(new RootSource.Overlay(List.of(Path.of("/a"), Path.of("/b")), Path.of("/c")));
        assertThat(rootfs("squashfs:/i.sqfs"))
                .isEqualTo(Rootfs.of(
                        new RootSource.Image(Path.of("/i.sqfs"), Optional.of("squashfs")),
                        false,
                        new Writable.Memory("12%")));
    }

    @Test
    void what_a_root_is_besides_its_source_is_read() throws Exception {
        Rootfs rootfs = new Written()
                .read("schema: 1\nidmap: {mode: auto}\nrootfs: {source: 'loop:i', options: [noatime, subvol=x],"
                        + " propagation: rslave, idmap: container, pin: true}\n")
                .rootfs()
                .orElseThrow();

        assertThat(rootfs.options()).containsExactly("noatime", "subvol=x");
        assertThat(rootfs.propagation()).contains(Propagation.SLAVE);
        assertThat(rootfs.idmapped()).isTrue();
        assertThat(rootfs.pin()).contains(true);
        assertThat(new Written().lint("schema: 1\nrootfs: {source: host, idmap: container}\n"))
                .containsExactly("2:31: rootfs.idmap: needs a user namespace of its own, but namespaces.user is host");
        assertThat(new Written().lint("schema: 1\nrootfs: {source: 'squashfs:x', writable: direct}\n"))
                .containsExactly("2:42: rootfs.writable: a squashfs is never written to; use tmpfs or dir:PATH");
    }

    @Test
    void an_override_opens_a_short_form() throws Exception {
        Definition definition = new DefinitionReader(
                        new Written().with("/srv/web.yaml", "schema: 1\nrootfs: host\nautoMounts: {cgroup: ro}\n"))
                .read(Written.FILE, Optional.empty(), List.of("autoMounts.cgroup.full=true", "rootfs.readonly=true"));

        assertThat(definition.autoMounts().cgroup()).isEqualTo(Access.READ_ONLY);
        assertThat(definition.autoMounts().cgroupFull()).isTrue();
        assertThat(definition.rootfs().orElseThrow().readonly()).isTrue();
    }

    @Test
    void every_kind_of_mount_is_read() throws Exception {
        List<Mount> mounts = definition("""
                idmap: {mode: subid}
                mounts:
                  - {type: bind, source: root:dev/null, target: /proc/kcore, options: [rro, rnosuid, dev, rbind]}
                  - {type: bind, source: x.so, target: /usr/lib/x.so, merge: true, optional: true, idmap: container}
                  - {type: tmpfs, target: /run, options: [size=1K, noswap], copyUp: true}
                  - {type: overlay, target: /var, lower: [root:/var, low], upper: tmp, options: [index=off, volatile]}
                  - {type: ext4, source: /dev/sdb1, target: /mnt, options: [defaults, data=journal], onMissingSource: skip}
                  - {type: bind, source: /h, target: /h, idmap: {uid: [[1000, 100000, 1]], gid: [[5, 6, 7]]}}
                """).mounts();

        assertThat(mounts.get(0).source()).contains("/dev/null");
        assertThat(mounts.get(0).sourceInRoot()).isTrue();
        assertThat(mounts.get(0).options())
                .containsExactlyInAnyOrder(
                        MountOption.RO, MountOption.NOSUID, MountOption.DEV, MountOption.RBIND, MountOption.RECURSIVE);
        assertThat(mounts.get(1).source()).contains("/srv/x.so");
        assertThat(mounts.get(1).merge()).isTrue();
        assertThat(mounts.get(1).onMissingSource()).isEqualTo(OnMissing.SKIP);
        assertThat(mounts.get(1).idmap().mode()).isEqualTo(Idmap.Mode.AUTO);
        assertThat(mounts.get(2).copyUp()).isTrue();
        assertThat(mounts.get(2).parameters()).isEqualTo(Map.of("size", "1024", "noswap", ""));
        assertThat(mounts.get(3).lower()).containsExactly("root:/var", "/srv/low");
        assertThat(mounts.get(3).upper()).isEmpty();
        assertThat(mounts.get(3).parameters()).isEqualTo(Map.of("index", "off", "volatile", ""));
        assertThat(mounts.get(4).fileSystem()).isEqualTo("ext4");
        assertThat(mounts.get(4).source()).contains("/dev/sdb1");
        assertThat(mounts.get(4).parameters()).isEqualTo(Map.of("data", "journal"));
        assertThat(mounts.get(5).idmap().uids()).containsExactly(new Idmap.Line(1000, 100000, 1));
    }

    @Test
    void lines_of_fstab_become_mounts() throws Exception {
        Definition definition = new Written()
                .with("/srv/fstab.web", """
                        # what LXC had

                        /srv/a\\040b\tsrv/data none bind,ro,optional,create=dir 0 0
                        tmpfs tmp tmpfs nosuid,size=64m,mode=1777
                        dev/zero /etc/zero none rbind,relative,create=file,rslave,nofail,x-gvfs-show
                        """)
                .read(Written.BEGIN + "mounts: [{raw: 'proc proc proc nodev,noexec 0 0'}, {fstab: ./fstab.web}]\n");

        List<Mount> mounts = definition.mounts();
        assertThat(mounts).extracting(Mount::target).containsExactly("/proc", "/srv/data", "/tmp", "/etc/zero");
        assertThat(mounts.get(0).fileSystem()).isEqualTo("proc");
        assertThat(mounts.get(0).options()).containsExactlyInAnyOrder(MountOption.NODEV, MountOption.NOEXEC);
        assertThat(mounts.get(0).onMissingTarget()).isEqualTo(OnMissing.ERROR);
        assertThat(mounts.get(1).source()).contains("/srv/a b");
        assertThat(mounts.get(1).onMissingSource()).isEqualTo(OnMissing.SKIP);
        assertThat(mounts.get(1).onMissingTarget()).isEqualTo(OnMissing.CREATE_DIRECTORY);
        assertThat(mounts.get(2).parameters()).isEqualTo(Map.of("size", "67108864", "mode", "1777"));
        assertThat(mounts.get(3).sourceInRoot()).isTrue();
        assertThat(mounts.get(3).source()).contains("/dev/zero");
        assertThat(mounts.get(3).propagation()).isEqualTo(Propagation.SLAVE);
    }

    @Test
    void a_wrong_line_of_an_fstab_file_is_told_with_its_own_place() {
        List<String> problems = new Written()
                .with("/etc/fstab.web", "proc proc proc\n\n/a b\n/a b none bind,rdonly\n/dev/sda /x ext5\n")
                .lint(Written.BEGIN + "mounts: [{fstab: /etc/fstab.web}]\nnam: x\n");

        assertThat(problems)
                .containsExactly(
                        "4:1: unknown key \"nam\" (did you mean \"name\"?)",
                        "/etc/fstab.web:3:1: is not SOURCE TARGET TYPE [OPTIONS]",
                        "/etc/fstab.web:4:11: \"rdonly\" is not a mount option of Cleat",
                        "/etc/fstab.web:5:13: \"ext5\" is neither bind nor a file system (as tmpfs, overlay, proc or ext4) (did you mean \"ext4\"?)");
    }

    @Test
    void an_empty_fstab_file_mounts_nothing() throws Exception {
        assertThat(new Written()
                        .with("/f", "\n")
                        .read(Written.BEGIN + "mounts: [{fstab: /f}]\n")
                        .mounts())
                .isEmpty();
    }

    @Test
    void mounts_that_contradict_themselves_are_told() {
        assertThat(problems("""
                        mounts:
                          - {type: bind, target: /a}
                          - {type: tmpfs, target: /b, source: /c}
                          - {type: tmpfs, target: /, options: [rbind]}
                          - {type: bind, source: /c, target: /d, options: [size=1M]}
                          - {type: bind, source: /c, target: /e, options: [ro, rdonly, sise=1M, rw, rslave]}
                          - {type: overlay, target: /f, options: [lowerdir=/a]}
                          - {type: tmpfs, target: /g, merge: true, upper: /u}
                          - {type: bind, source: /c, target: /h, optional: true, onMissingSource: error, idmap: container}
                          - {fstb: /etc/fstab}
                          - {raw: 'proc proc proc', type: proc}
                        """))
                .containsExactly(
                        "4:5: a bind mount needs a source",
                        "5:39: a tmpfs mount has no source",
                        "6:27: the root itself is described by rootfs:, not by a mount on /",
                        "6:40: mounts[2].options[0]: \"rbind\" is for bind mounts only",
                        "7:52: mounts[3].options[0]: \"size=1M\" is for tmpfs only",
                        "8:56: mounts[4].options[1]: \"rdonly\" is not a mount option of Cleat",
                        "8:64: mounts[4].options[2]: \"sise=1M\" is not a mount option of Cleat",
                        "8:73: mounts[4].options[3]: \"rw\" contradicts ro",
                        "8:77: mounts[4].options[4]: \"rslave\" is a propagation; write propagation: rslave",
                        "9:5: an overlay mount needs a lower directory",
                        "9:43: mounts[5].options[0]: \"lowerdir=/a\" is said by lower: and upper:",
                        "10:38: mounts[6].merge: only with type: bind",
                        "10:51: mounts[6].upper: only with type: overlay",
                        "11:52: mounts[7].optional: is another form of onMissingSource: skip; give one of them",
                        "11:89: mounts[7].idmap: needs a user namespace of its own, but namespaces.user is host",
                        "12:5: key \"mounts[8].type\" is missing",
                        "12:5: key \"mounts[8].target\" is missing",
                        "12:6: unknown key \"fstb\" in mounts[8] (did you mean \"fstab\"?)",
                        "13:29: unknown key \"type\" in mounts[9]");
    }

    /** CVE-2015-3630, CVE-2019-16884 and their kin. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc",
                "/proc/self/attr",
                "/proc/self/attr/exec",
                "/proc/sys",
                "/proc/sys/kernel",
                "/proc/1",
                "/sys",
                "/sys/kernel",
                "/sys/fs"
            })
    void nothing_is_mounted_on_the_kernel_s_own_files(String target) {
        String refusal = target + ": nothing is mounted on the kernel's own files there, which programs trust"
                + " (CVE-2015-3630)";

        assertThat(new Written()
                        .lint("mounts:\n- {type: tmpfs, target: " + target + "}\n"
                                + "- {type: bind, source: /srv, target: " + target + "}\n"
                                + "- {raw: 'tmpfs " + target.substring(1) + " tmpfs'}\nschema: 1\nrootfs: host\n"))
                .containsExactly(
                        "2:25: mounts[0].target: " + refusal,
                        "3:38: mounts[1].target: " + refusal,
                        "4:9: mounts[2].raw: " + refusal);
    }

    @Test
    void automatic_mounts_are_read() throws Exception {
        var mounts = definition("autoMounts: {cgroup: {mode: mixed, full: true, force: true}, devpts: false,"
                        + " shared: /srv/shared, shm: off}")
                .autoMounts();

        assertThat(mounts.cgroup()).isEqualTo(Access.MIXED);
        assertThat(mounts.cgroupFull()).isTrue();
        assertThat(mounts.cgroupForce()).isTrue();
        assertThat(mounts.devpts()).isFalse();
        assertThat(mounts.shared()).contains(Path.of("/srv/shared"));
        assertThat(mounts.shmBytes()).isEmpty();
    }

    private static Rootfs rootfs(String text) throws Exception {
        return new Written().read("schema: 1\nrootfs: " + text + "\n").rootfs().orElseThrow();
    }
}
