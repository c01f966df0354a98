package dev.cleat.engine.definition;

import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The file systems that mounts name: those below fs/ of the kernel, and what is often built beside it. */
final class FileSystems {

    /** Kinds of the full format that are no file systems, and not supported yet. */
    private static final Set<String> LATER = Set.of("volume", "image");

    private static final Set<String> KNOWN =
            Collections.unmodifiableSet(new java.util.TreeSet<>(Arrays.asList(("9p affs"
                            + " afs autofs bcachefs befs bind binder binfmt_misc bpf btrfs ceph cgroup cgroup2 cifs configfs cramfs"
                            + " debugfs devpts devtmpfs ecryptfs efivarfs erofs exfat ext2 ext3 ext4 f2fs fuse fuseblk fusectl gfs2"
                            + " hfs hfsplus hpfs hugetlbfs iso9660 jffs2 jfs lustre minix mqueue msdos nfs nfs4 nfsd nilfs2 ntfs"
                            + " ntfs3 ocfs2 orangefs overlay proc pstore qnx6 ramfs reiserfs resctrl romfs rpc_pipefs securityfs"
                            + " selinuxfs smackfs smb3 squashfs sysfs tmpfs tracefs ubifs udf ufs vboxsf vfat virtiofs xfs zfs"
                            + " zonefs")
                    .split(" "))));

    static final ScalarType<String> TYPE = new ScalarType<>(
            "bind or a file system (as tmpfs, overlay, proc or ext4)", (text, reading) -> known(text), Shape.TEXT);

    private FileSystems() {}

    static boolean isKnown(String name) {
        return KNOWN.contains(name) || name.startsWith("fuse.") && name.length() > "fuse.".length();
    }

    private static String known(String text) throws WrongValue {
        if (LATER.contains(text)) {
            throw new WrongValue("is not supported by this version of Cleat yet; use bind");
        }
        if (!isKnown(text)) {
            throw new WrongValue("is neither bind nor a file system (as tmpfs, overlay, proc or ext4)", nearby());
        }
        return text;
    }

    /** The usual ones come first, so that of two equally near ones they are suggested. */
    private static List<String> nearby() {
        List<String> names = new ArrayList<>(List.of("bind", "tmpfs", "overlay", "proc", "ext4"));
        names.addAll(KNOWN);
        return names;
    }
}
