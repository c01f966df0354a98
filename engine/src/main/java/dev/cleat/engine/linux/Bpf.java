package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Programs of cgroup v2 that decide about devices (bpf(2), BPF_PROG_TYPE_CGROUP_DEVICE). */
public final class Bpf {

    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
    private static final long SYS_bpf = ARM ? 280 : 321;

    private static final int BPF_PROG_LOAD = 5;
    private static final int BPF_PROG_ATTACH = 8;
    private static final int CGROUP_DEVICE_PROGRAM = 15;
    private static final int CGROUP_DEVICE_PLACE = 6;
    private static final int ALLOW_MULTI = 2;
    private static final int ATTRIBUTE_BYTES = 128;
    private static final int INSTRUCTION_BYTES = 8;
    private static final int LOG_BYTES = 1 << 16;

    private Bpf() {}

    /**
     * Loads a program and puts it on a cgroup, where it stays as long as the cgroup. One of a cgroup above must agree too.
     *
     * <p><b>Errors.</b> ErrnoException with the verifier's last line when it refuses the program.
     */
    public static void attachDeviceProgram(Fd cgroup, byte[] instructions) throws ErrnoException {
        try (Fd program = load(instructions);
                Memory attribute = new Memory(ATTRIBUTE_BYTES)) {
            attribute.clear();
            attribute.setInt(0, cgroup.number());
            attribute.setInt(4, program.number());
            attribute.setInt(8, CGROUP_DEVICE_PLACE);
            attribute.setInt(12, ALLOW_MULTI);
            if (Libc.syscall(SYS_bpf, BPF_PROG_ATTACH, attribute, ATTRIBUTE_BYTES) != 0) {
                throw ErrnoException.last("bpf(BPF_PROG_ATTACH)");
            }
        }
    }

    private static Fd load(byte[] instructions) throws ErrnoException {
        try (Memory code = new Memory(instructions.length);
                Memory license = new Memory(8);
                Memory log = new Memory(LOG_BYTES);
                Memory attribute = new Memory(ATTRIBUTE_BYTES)) {
            code.write(0, instructions, 0, instructions.length);
            license.setString(0, "MIT", "US-ASCII");
            log.setByte(0, (byte) 0);
            attribute.clear();
            attribute.setInt(0, CGROUP_DEVICE_PROGRAM);
            attribute.setInt(4, instructions.length / INSTRUCTION_BYTES);
            attribute.setPointer(8, code);
            attribute.setPointer(16, license);
            long fd = Libc.syscall(SYS_bpf, BPF_PROG_LOAD, attribute, ATTRIBUTE_BYTES);
            if (fd >= 0) {
                return Fd.owning((int) fd);
            }
            int errno = com.sun.jna.Native.getLastError();
            attribute.setInt(24, 1);
            attribute.setInt(28, LOG_BYTES);
            attribute.setPointer(32, log);
            if (Libc.syscall(SYS_bpf, BPF_PROG_LOAD, attribute, ATTRIBUTE_BYTES) >= 0) {
                throw new ErrnoException("bpf(BPF_PROG_LOAD)", errno);
            }
            throw new ErrnoException("bpf(BPF_PROG_LOAD)" + lastLine(log), errno);
        }
    }

    private static String lastLine(Pointer log) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < LOG_BYTES && log.getByte(i) != 0; i++) {
            text.write(log.getByte(i));
        }
        String[] lines = text.toString(StandardCharsets.ISO_8859_1).strip().split("\n");
        return lines[lines.length - 1].isEmpty() ? "" : " (" + lines[lines.length - 1] + ")";
    }
}
