package dev.cleat.engine.cgroup;

import dev.cleat.engine.cgroup.DevicePolicy.DeviceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A device policy as a program for cgroup v2 (instruction-set.rst; struct bpf_cgroup_dev_ctx of linux/bpf.h): exceptions in
 * order, the first that matches decides, then the default.
 */
final class DeviceProgram {

    /** Where the context has its fields. Kind and access share the first: access in the upper half. */
    private static final int KIND_AND_ACCESS = 0;

    private static final int MAJOR_FIELD = 4;
    private static final int MINOR_FIELD = 8;
    private static final int BLOCK = 1;
    private static final int CHARACTER = 2;

    private static final int RESULT = 0;
    private static final int CONTEXT = 1;
    private static final int SCRATCH = 1; // the context is no longer needed once its fields are in registers
    private static final int KIND = 2;
    private static final int ACCESS = 3;
    private static final int MAJOR = 4;
    private static final int MINOR = 5;

    private static final int LOAD_WORD = 0x61;
    private static final int AND = 0x54;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int COPY = 0xbc;
    private static final int SET = 0xb7;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_UNLESS_EQUAL = 0x55;
    private static final int JUMP_UNLESS_SAME = 0x5d;
    private static final int EXIT = 0x95;

    /** Jumps of one exception to the next one, patched when it is known where that begins. */
    private static final int NEXT = Short.MAX_VALUE;

    private final List<long[]> code = new ArrayList<>();

    private DeviceProgram() {}

    /** struct bpf_insn, one after the other. */
    static byte[] of(DevicePolicy policy) {
        DeviceProgram program = new DeviceProgram();
        program.add(LOAD_WORD, KIND, CONTEXT, KIND_AND_ACCESS, 0);
        program.add(AND, KIND, 0, 0, 0xffff);
        program.add(LOAD_WORD, ACCESS, CONTEXT, KIND_AND_ACCESS, 0);
        program.add(SHIFT_RIGHT, ACCESS, 0, 0, 16);
        program.add(LOAD_WORD, MAJOR, CONTEXT, MAJOR_FIELD, 0);
        program.add(LOAD_WORD, MINOR, CONTEXT, MINOR_FIELD, 0);
        policy.exceptions().forEach(exception -> program.exception(exception, policy.allowsOthers()));
        program.end(policy.allowsOthers());
        return program.bytes();
    }

    private void exception(DeviceException exception, boolean allowsOthers) {
        int first = code.size();
        add(JUMP_UNLESS_EQUAL, KIND, 0, NEXT, exception.type() == 'b' ? BLOCK : CHARACTER);
        if (exception.access() != DevicePolicy.ALL) {
            add(COPY, SCRATCH, ACCESS, 0, 0);
            add(AND, SCRATCH, 0, 0, exception.access());
            if (allowsOthers) {
                add(JUMP_IF_EQUAL, SCRATCH, 0, NEXT, 0); // nothing of what is denied
            } else {
                add(JUMP_UNLESS_SAME, SCRATCH, ACCESS, NEXT, 0); // more than is allowed
            }
        }
        exception.major().ifPresent(major -> add(JUMP_UNLESS_EQUAL, MAJOR, 0, NEXT, major));
        exception.minor().ifPresent(minor -> add(JUMP_UNLESS_EQUAL, MINOR, 0, NEXT, minor));
        end(!allowsOthers);
        for (int i = first; i < code.size(); i++) {
            if (code.get(i)[3] == NEXT) {
                code.get(i)[3] = code.size() - i - 1L;
            }
        }
    }

    private void end(boolean allowed) {
        add(SET, RESULT, 0, 0, allowed ? 1 : 0);
        add(EXIT, 0, 0, 0, 0);
    }

    private void add(int operation, int destination, int source, int offset, int value) {
        code.add(new long[] {operation, destination, source, offset, value});
    }

    private byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(8 * code.size()).order(ByteOrder.nativeOrder());
        for (long[] instruction : code) {
            bytes.put((byte) instruction[0])
                    .put((byte) (instruction[1] | instruction[2] << 4))
                    .putShort((short) instruction[3])
                    .putInt((int) instruction[4]);
        }
        return bytes.array();
    }
}
