package dev.cleat.engine.security;

import dev.cleat.engine.plan.FilterProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs a filter as the kernel does (net/core/filter.c), the instructions that libseccomp and we write. */
final class FilterMachine {

    static final int X86_64 = 0xc000003e;
    static final int X86 = 0x40000003;
    static final int X32 = 0x40000000;

    private final ByteBuffer code;

    FilterMachine(FilterProgram program) {
        code = ByteBuffer.wrap(program.code()).order(ByteOrder.nativeOrder());
    }

    int instructions() {
        return code.limit() / 8;
    }

    /** What happens to a call: the action with its data. */
    int answer(int architecture, int call, long... arguments) {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        data.putInt(0, call).putInt(4, architecture);
        for (int i = 0; i < arguments.length; i++) {
            data.putLong(16 + 8 * i, arguments[i]);
        }
        int accumulator = 0;
        int at = 0;
        while (true) {
            int operation = code.getShort(8 * at) & 0xffff;
            int whenTrue = code.get(8 * at + 2) & 0xff;
            int whenFalse = code.get(8 * at + 3) & 0xff;
            int value = code.getInt(8 * at + 4);
            at++;
            switch (operation) {
                case 0x20 -> accumulator = data.getInt(value);
                case 0x54 -> accumulator &= value;
                case 0x05 -> at += value;
                case 0x15 -> at += accumulator == value ? whenTrue : whenFalse;
                case 0x25 -> at += Integer.compareUnsigned(accumulator, value) > 0 ? whenTrue : whenFalse;
                case 0x35 -> at += Integer.compareUnsigned(accumulator, value) >= 0 ? whenTrue : whenFalse;
                case 0x45 -> at += (accumulator & value) != 0 ? whenTrue : whenFalse;
                case 0x06 -> {
                    return value;
                }
                default -> throw new IllegalStateException("instruction " + Integer.toHexString(operation));
            }
        }
    }
}
