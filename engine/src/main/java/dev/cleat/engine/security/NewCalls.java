package dev.cleat.engine.security;

import dev.cleat.engine.linux.SeccompFilter;
import dev.cleat.engine.security.Profile.Rule;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Answers ENOSYS to calls that are newer than the newest a profile names: a profile that was written before them cannot have
 * meant them, and programs try the older way on ENOSYS only (glibc's fallbacks for clone3, faccessat2, fchmodat2).
 */
final class NewCalls {

    private static final int ENOSYS = 38;
    private static final int INSTRUCTIONS = 6;
    private static final int INSTRUCTION_BYTES = 8;

    /** Instructions of linux/bpf_common.h, and where struct seccomp_data has its fields (linux/seccomp.h). */
    private static final int LOAD = 0x20;

    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_GREATER = 0x25;
    private static final int JUMP_GREATER_OR_EQUAL = 0x35;
    private static final int RETURN = 0x06;
    private static final int CALL = 0;
    private static final int ARCHITECTURE = 4;

    /** Calls of x32 carry this bit; its audit architecture is that of x86_64 (asm/unistd.h). */
    private static final int X32_BIT = 0x4000_0000;

    private NewCalls() {}

    /** {@code code} with that in front of it; as it is where a call without a rule is let through. */
    static byte[] refused(Profile profile, byte[] code) {
        int policy = profile.defaultAction();
        if (policy == FilterAction.ALLOW || policy == FilterAction.LOG || policy == (FilterAction.ERRNO | ENOSYS)) {
            return code;
        }
        Map<CallArchitecture, List<Rule>> rules = profile.rules();
        ByteBuffer all = ByteBuffer.allocate(rules.size() * INSTRUCTIONS * INSTRUCTION_BYTES + code.length)
                .order(ByteOrder.nativeOrder());
        rules.forEach((architecture, list) -> put(all, architecture, newest(architecture, list)));
        all.put(code);
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }

    private static int newest(CallArchitecture architecture, List<Rule> rules) {
        return rules.stream()
                .map(rule -> SeccompFilter.call(architecture.token(), rule.call()))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .max()
                .orElse(-1);
    }

    private static void put(ByteBuffer code, CallArchitecture architecture, int newest) {
        if (newest < 0) {
            return; // it has numbers only, or nothing
        }
        boolean isX32 = architecture == CallArchitecture.X32;
        int token = isX32 ? CallArchitecture.X86_64.token() : architecture.token();
        put(code, LOAD, 0, 0, ARCHITECTURE);
        put(code, JUMP_EQUAL, 0, 4, token);
        put(code, LOAD, 0, 0, CALL);
        // Past the answer, for the other of the two that share an audit architecture.
        put(code, JUMP_GREATER_OR_EQUAL, isX32 ? 0 : 2, isX32 ? 2 : 0, X32_BIT);
        put(code, JUMP_GREATER, 0, 1, newest);
        put(code, RETURN, 0, 0, FilterAction.ERRNO | ENOSYS);
    }

    private static void put(ByteBuffer code, int operation, int whenTrue, int whenFalse, int value) {
        code.putShort((short) operation)
                .put((byte) whenTrue)
                .put((byte) whenFalse)
                .putInt(value);
    }
}
