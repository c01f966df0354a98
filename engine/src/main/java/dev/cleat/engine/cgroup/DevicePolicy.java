package dev.cleat.engine.cgroup;

import dev.cleat.engine.definition.Devices.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Device rules reduced to what the kernel's own v1 controller makes of them, so that both versions mean the same
 * (cgroup-v1/devices.rst; security/device_cgroup.c): a default and exceptions to it, one for each pair of numbers.
 *
 * @param allowsOthers what is no exception may be used
 * @param exceptions in the order in which they were first named
 */
record DevicePolicy(boolean allowsOthers, List<DeviceException> exceptions) {

    static final int MKNOD = 1;
    static final int READ = 2;
    static final int WRITE = 4;
    static final int ALL = MKNOD | READ | WRITE;

    /**
     * What is different for some devices.
     *
     * @param type b or c
     * @param major empty: every number
     * @param access bits that are allowed, or denied where others are allowed
     */
    record DeviceException(char type, OptionalInt major, OptionalInt minor, int access) {}

    private record Numbers(char type, OptionalInt major, OptionalInt minor) {}

    /** A rule for all devices begins anew; any other one adds to the exceptions or takes from one that is exactly alike. */
    static DevicePolicy of(List<Rule> rules) {
        boolean allowsOthers = true;
        Map<Numbers, Integer> exceptions = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (rule.type() == 'a') {
                allowsOthers = rule.allow();
                exceptions.clear();
                continue;
            }
            Numbers numbers = new Numbers(rule.type(), rule.major(), rule.minor());
            int access = access(rule.access());
            int former = exceptions.getOrDefault(numbers, 0);
            exceptions.put(numbers, rule.allow() == allowsOthers ? former & ~access : former | access);
        }
        List<DeviceException> list = new ArrayList<>();
        exceptions.forEach((numbers, access) -> {
            if (access != 0) {
                list.add(new DeviceException(numbers.type(), numbers.major(), numbers.minor(), access));
            }
        });
        return new DevicePolicy(allowsOthers, List.copyOf(list));
    }

    /** False when everything may be used. */
    boolean refusesAny() {
        return !allowsOthers || !exceptions.isEmpty();
    }

    private static int access(String letters) {
        return (letters.contains("m") ? MKNOD : 0)
                | (letters.contains("r") ? READ : 0)
                | (letters.contains("w") ? WRITE : 0);
    }

    /** {@code c 136:* rwm}, as devices.allow and devices.deny take it. */
    static String line(DeviceException exception) {
        return exception.type() + " " + number(exception.major()) + ":" + number(exception.minor()) + " "
                + ((exception.access() & READ) != 0 ? "r" : "")
                + ((exception.access() & WRITE) != 0 ? "w" : "")
                + ((exception.access() & MKNOD) != 0 ? "m" : "");
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "*";
    }
}
