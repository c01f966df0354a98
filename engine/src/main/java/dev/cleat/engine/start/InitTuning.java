package dev.cleat.engine.start;

import dev.cleat.engine.definition.ProcessTuning;
import dev.cleat.engine.definition.ProcessTuning.IoPriority;
import dev.cleat.engine.definition.ProcessTuning.Limit;
import dev.cleat.engine.definition.ProcessTuning.Scheduler;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.ProcessAttributes;
import dev.cleat.engine.linux.ProcessAttributes.Scheduling;
import dev.cleat.engine.plan.TuningPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the host sets of init from outside, before init gives up what it takes to do so: prlimit(2), sched_setattr(2),
 * /proc/PID. A failure names key, value and the kernel's answer.
 */
final class InitTuning {

    /** asm-generic/resource.h, the number is the place in the list. */
    private static final List<String> LIMITS = List.of(
            "cpu",
            "fsize",
            "data",
            "stack",
            "core",
            "rss",
            "nproc",
            "nofile",
            "memlock",
            "as",
            "locks",
            "sigpending",
            "msgqueue",
            "nice",
            "rtprio",
            "rttime");

    /** linux/sched.h. */
    private static final Map<String, Integer> POLICIES =
            Map.of("other", 0, "fifo", 1, "rr", 2, "batch", 3, "idle", 5, "deadline", 6);

    /** SCHED_FLAG_* of linux/sched.h. */
    private static final Map<String, Long> FLAGS = Map.of(
            "reset_on_fork", 0x01L,
            "reclaim", 0x02L,
            "dl_overrun", 0x04L,
            "keep_policy", 0x08L,
            "keep_params", 0x10L);

    private final long pid;

    private InitTuning(long pid) {
        this.pid = pid;
    }

    /** One thing that the kernel may refuse. */
    @FunctionalInterface
    private interface Setting {
        void make() throws IOException;
    }

    static void apply(long pid, TuningPlan plan) throws IOException {
        InitTuning init = new InitTuning(pid);
        ProcessTuning tuning = plan.process();
        for (Map.Entry<String, String> file : tuning.procFiles().entrySet()) {
            init.procFile(file.getKey(), file.getValue());
        }
        if (!tuning.cpus().isEmpty()) {
            set(
                    "process.cpuAffinity",
                    new TreeSet<>(tuning.cpus()).toString(),
                    () -> ProcessAttributes.affinity(pid, tuning.cpus()));
        }
        if (tuning.scheduler().isPresent()) {
            init.scheduler(tuning.scheduler().get());
        }
        if (tuning.ioPriority().isPresent()) {
            init.ioPriority(tuning.ioPriority().get());
        }
        if (plan.ownCore()) {
            set("security.coreScheduling", "true", () -> ProcessAttributes.ownCore(pid));
        }
        // Last: nothing that is set here can run into one of these.
        for (Map.Entry<String, Limit> limit : tuning.rlimits().entrySet()) {
            init.limit(limit.getKey(), limit.getValue());
        }
    }

    private void limit(String name, Limit limit) throws IOException {
        String key = "process.rlimits." + name;
        int resource = LIMITS.indexOf(name);
        if (resource < 0) {
            throw new IOException(key + ": the kernel has no such limit; it has " + String.join(", ", LIMITS));
        }
        set(
                key,
                text(limit.soft()) + ":" + text(limit.hard()),
                () -> ProcessAttributes.limit(
                        pid,
                        resource,
                        limit.soft().orElse(ProcessAttributes.UNLIMITED),
                        limit.hard().orElse(ProcessAttributes.UNLIMITED)));
    }

    private static String text(OptionalLong limit) {
        return limit.isPresent() ? Long.toUnsignedString(limit.getAsLong()) : "unlimited";
    }

    /** Never through a magic link: {@code root/etc/passwd} would be a file of the host. */
    private void procFile(String name, String value) throws IOException {
        String key = "process.proc." + name;
        if (name.isEmpty() || List.of(name.split("/")).contains("..")) {
            throw new IOException(key + ": is not a file of /proc/PID");
        }
        set(key, value, () -> {
            try (Fd directory = Fd.open(Path.of("/proc", Long.toString(pid)), Fd.O_PATH | Fd.O_DIRECTORY, 0);
                    Fd file = directory.openInRoot(name, Fd.O_WRONLY | Fd.O_NOFOLLOW)) {
                file.writeFully(value.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private void scheduler(Scheduler wanted) throws IOException {
        String key = "process.scheduler";
        Integer policy = POLICIES.get(wanted.policy().toLowerCase(Locale.ROOT));
        if (policy == null) {
            throw new IOException(key + ".policy: the kernel has no policy \"" + wanted.policy() + "\"");
        }
        Scheduling scheduling = new Scheduling(
                policy,
                flags(wanted.flags()),
                wanted.nice().orElse(0),
                wanted.priority().orElse(0),
                wanted.runtime(),
                wanted.deadline(),
                wanted.period());
        set(key, describe(wanted), () -> ProcessAttributes.schedule(pid, scheduling));
    }

    private static String describe(Scheduler wanted) {
        StringBuilder text = new StringBuilder("policy ").append(wanted.policy());
        wanted.nice().ifPresent(nice -> text.append(", nice ").append(nice));
        wanted.priority().ifPresent(priority -> text.append(", priority ").append(priority));
        if (wanted.period() != 0 || wanted.deadline() != 0 || wanted.runtime() != 0) {
            text.append(", runtime ").append(wanted.runtime());
            text.append(", deadline ").append(wanted.deadline());
            text.append(", period ").append(wanted.period());
        }
        return text.toString();
    }

    private static long flags(Set<String> names) throws IOException {
        long flags = 0;
        for (String name : names) {
            String plain = name.toLowerCase(Locale.ROOT).replace('-', '_').replace("sched_flag_", "");
            if (!FLAGS.containsKey(plain)) {
                throw new IOException("process.scheduler.flags: the kernel has no flag \"" + name + "\"");
            }
            flags |= FLAGS.get(plain);
        }
        return flags;
    }

    private void ioPriority(IoPriority wanted) throws IOException {
        set(
                "process.ioPriority",
                wanted.ioClass().name().toLowerCase(Locale.ROOT) + ":" + wanted.level(),
                () -> ProcessAttributes.ioPriority(pid, wanted.ioClass().ordinal() + 1, wanted.level()));
    }

    private static void set(String key, String value, Setting setting) throws IOException {
        try {
            setting.make();
        } catch (ErrnoException e) {
            throw new IOException(key + ": " + value + ": " + Errno.describe(e.errno()) + advice(key, e.errno()), e);
        }
    }

    private static String advice(String key, int errno) {
        if (key.startsWith("process.proc") && errno == Errno.ENOENT) {
            return "; there is no such file in /proc/PID";
        }
        if (key.equals("security.coreScheduling")) {
            return "; the kernel needs CONFIG_SCHED_CORE and a CPU with more than one thread on a core";
        }
        boolean isRefused = errno == Errno.EPERM || errno == Errno.EACCES;
        return isRefused ? "; only root may, and in a cgroup that has real time to give where it is about that" : "";
    }
}
