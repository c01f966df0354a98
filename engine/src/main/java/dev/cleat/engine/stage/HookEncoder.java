package dev.cleat.engine.stage;

import dev.cleat.engine.definition.Hooks.Hook;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.HookCommand;
import dev.cleat.engine.plan.HookPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The hooks that init runs on its way. */
final class HookEncoder {

    /** Number in the protocol is the place, counted from 1. */
    private static final List<Point> INSIDE = List.of(Point.PRE_MOUNT, Point.MOUNT, Point.AUTODEV, Point.START);

    private static final int WARNS = 1;

    private HookEncoder() {}

    /** @param output what they print goes there; empty: nowhere */
    static void encode(HookPlan hooks, Optional<Fd> output, PassedDescriptors descriptors, List<Packet> plan) {
        if (INSIDE.stream().allMatch(point -> hooks.at(point).isEmpty())) {
            return;
        }
        long passed = descriptors.pass(output);
        for (Point point : INSIDE) {
            for (HookCommand hook : hooks.inside(point)) {
                plan.add(Packet.of(RecordType.HOOK)
                        .u32(INSIDE.indexOf(point) + 1L)
                        .u32(Math.min(hook.timeout().toMillis(), Integer.MAX_VALUE))
                        .u32(hook.abort() ? 0 : WARNS)
                        .u32(passed)
                        .text(hook.input())
                        .texts(hook.arguments())
                        .texts(hook.environment()));
            }
        }
    }

    /** How long all of them may take together. */
    static Duration longest(HookPlan hooks) {
        return INSIDE.stream()
                .flatMap(point -> hooks.at(point).stream())
                .map(Hook::timeout)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
