package dev.cleat.engine.storage;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tells what file system an image or a block device holds, from the mark in its super block. */
final class ImageFormat {

    private static final int FIRST_BYTES = 66_000;

    /** SQUASHFS_MAGIC, XFS_SB_MAGIC, EXT4_SUPER_MAGIC, EROFS_SUPER_MAGIC_V1, BTRFS_SUPER_MAGIC, ISO 9660's identifier. */
    private static final List<Mark> MARKS = List.of(
            new Mark("squashfs", 0, text("hsqs")),
            new Mark("xfs", 0, text("XFSB")),
            new Mark("ext4", 1080, new byte[] {0x53, (byte) 0xEF}),
            new Mark("erofs", 1024, new byte[] {(byte) 0xE2, (byte) 0xE1, (byte) 0xF5, (byte) 0xE0}),
            new Mark("btrfs", 65_600, text("_BHRfS_M")),
            new Mark("iso9660", 32_769, text("CD001")));

    private ImageFormat() {}

    /** @param fileSystem the kernel's name; ext2 and ext3 are mounted by ext4 */
    private record Mark(String fileSystem, int at, byte[] bytes) {
        boolean isIn(byte[] image) {
            return image.length >= at + bytes.length
                    && Arrays.equals(image, at, at + bytes.length, bytes, 0, bytes.length);
        }
    }

    static Optional<String> of(Path image) {
        try (Fd file = Fd.open(image, Fd.O_RDONLY | Fd.O_NONBLOCK | Fd.O_NOCTTY, 0)) {
            FileStatus status = file.status();
            if (!status.isRegular() && !status.isBlockDevice()) {
                return Optional.empty();
            }
            byte[] first = file.readUpTo(FIRST_BYTES);
            return MARKS.stream()
                    .filter(mark -> mark.isIn(first))
                    .map(Mark::fileSystem)
                    .findFirst();
        } catch (ErrnoException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
