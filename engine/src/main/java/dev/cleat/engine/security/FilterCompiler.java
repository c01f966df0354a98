package dev.cleat.engine.security;

import dev.cleat.engine.definition.Security.Seccomp;
import dev.cleat.engine.definition.Security.SeccompProfile;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.SeccompFilter;
import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.plan.StartPlan.FilterPlan;
import dev.cleat.engine.security.Profile.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Compiles system call filters with libseccomp, which is loaded for that and for nothing else (seccomp_export_bpf(3)). The
 * default profile is compiled once for each set of capabilities and kept.
 */
public final class FilterCompiler {

    private static final String DEFAULT = "/seccomp/default.json";
    private static final String DEFAULT_NAME = "the default profile";
    private static final int LARGEST_PROFILE = 1 << 20;

    /** BPF_MAXINSNS of linux/bpf_common.h. */
    private static final int MOST_INSTRUCTIONS = 4096;

    private static final int INSTRUCTION_BYTES = 8;

    private final FilterCache cache;
    private final Consumer<String> warnings;
    private final CallArchitecture own = CallArchitecture.ofJvm(System.getProperty("os.arch"));

    /**
     * @param state the state directory
     * @param warnings told of rules that libseccomp does not know
     */
    public FilterCompiler(Path state, Consumer<String> warnings) {
        this.cache = new FilterCache(state);
        this.warnings = warnings;
    }

    /**
     * The filter for what {@code plan} says. Changes nothing but the kept default ones.
     *
     * @param kernel release as uname(2) gives it
     *
     * <p><b>Errors.</b> {@link ProfileException} naming file, line and reason; IOException when the profile cannot be read or
     * libseccomp is not installed.
     */
    public FilterProgram compile(FilterPlan plan, String kernel) throws IOException {
        SeccompProfile from = plan.seccomp().profile();
        FilterProgram program;
        if (from instanceof SeccompProfile.Default) {
            program = defaultFilter(plan.capabilities(), kernel);
        } else if (from instanceof SeccompProfile.Oci oci) {
            OciProfile profile = new OciProfile(oci.file().toString(), own, plan.capabilities(), kernel);
            program = compile(profile.read(bytes(oci.file())));
        } else if (from instanceof SeccompProfile.Lxc lxc) {
            String text = new String(bytes(lxc.file()), StandardCharsets.UTF_8);
            program = compile(new LxcProfile(lxc.file().toString(), own).read(text));
        } else {
            throw new IllegalArgumentException(from + " has no filter");
        }
        return withLog(plan.seccomp(), program);
    }

    private static FilterProgram withLog(Seccomp seccomp, FilterProgram program) {
        return seccomp.log() ? new FilterProgram(program.flags() | FilterProgram.LOG, program.code()) : program;
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_PROFILE + 1);
            if (bytes.length > LARGEST_PROFILE) {
                throw new IOException(file + ": larger than a profile can be, " + LARGEST_PROFILE + " bytes");
            }
            return bytes;
        }
    }

    private FilterProgram defaultFilter(long capabilities, String kernel) throws IOException {
        byte[] text = defaultProfile();
        Optional<String> key = LibraryFile.identity(own).map(library -> key(text, library, capabilities));
        Optional<FilterProgram> kept = key.flatMap(cache::find);
        if (kept.isPresent()) {
            return kept.get();
        }
        FilterProgram program = compile(new OciProfile(DEFAULT_NAME, own, capabilities, kernel).read(text));
        key.ifPresent(name -> cache.keep(name, program));
        return program;
    }

    private static byte[] defaultProfile() throws IOException {
        try (InputStream in = FilterCompiler.class.getResourceAsStream(DEFAULT)) {
            if (in == null) {
                throw new IOException("the engine was built without its default profile (" + DEFAULT + ")");
            }
            return in.readAllBytes();
        }
    }

    /** FNV-1a: a mistake costs a filter of another version of ours, and nobody else can write one where we look. */
    private static String key(byte[] profile, String library, long capabilities) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : profile) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        for (byte b : library.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        return "default-" + Long.toHexString(capabilities) + "-" + Long.toHexString(hash);
    }

    private FilterProgram compile(Profile profile) throws IOException {
        try {
            return new FilterProgram(profile.flags(), code(profile));
        } catch (LinkageError e) {
            throw new IOException(
                    "a system call filter needs libseccomp, and " + SeccompFilter.LIBRARY
                            + " cannot be loaded (Debian: libseccomp2; or security.seccomp.profile: unconfined)",
                    e);
        }
    }

    private byte[] code(Profile profile) throws IOException {
        // Architectures with the same rules become one filter, and the filters one program.
        Map<List<Rule>, List<Integer>> groups = new LinkedHashMap<>();
        profile.rules()
                .forEach((architecture, rules) ->
                        groups.computeIfAbsent(rules, r -> new ArrayList<>()).add(architecture.token()));
        SeccompFilter all = null;
        try {
            for (Map.Entry<List<Rule>, List<Integer>> group : groups.entrySet()) {
                SeccompFilter filter = filter(profile, group.getKey(), group.getValue());
                if (all == null) {
                    all = filter;
                } else {
                    try (filter) {
                        all.merge(filter);
                    }
                }
            }
            return checked(profile, all == null ? new byte[0] : NewCalls.refused(profile, all.program()));
        } finally {
            if (all != null) {
                all.close();
            }
        }
    }

    private static byte[] checked(Profile profile, byte[] code) throws IOException {
        int instructions = code.length / INSTRUCTION_BYTES;
        if (instructions == 0 || instructions > MOST_INSTRUCTIONS) {
            throw new IOException(profile.source() + ": makes a filter of " + instructions
                    + " instructions; the kernel takes 1 to " + MOST_INSTRUCTIONS);
        }
        return code;
    }

    private SeccompFilter filter(Profile profile, List<Rule> rules, List<Integer> architectures) throws IOException {
        SeccompFilter filter = SeccompFilter.of(profile.defaultAction(), architectures);
        try {
            for (Rule rule : rules) {
                add(profile, filter, rule);
            }
            return filter;
        } catch (IOException e) {
            filter.close();
            throw e;
        }
    }

    private void add(Profile profile, SeccompFilter filter, Rule rule) throws IOException {
        OptionalInt call = number(rule.call());
        if (call.isEmpty()) {
            if (!profile.source().equals(DEFAULT_NAME)) {
                warnings.accept(profile.source() + ":" + rule.line() + ": libseccomp " + SeccompFilter.version()
                        + " knows no system call \"" + rule.call() + "\"; the rule is left out");
            }
            return;
        }
        try {
            filter.rule(rule.action(), call.getAsInt(), rule.comparisons());
        } catch (ErrnoException e) {
            throw new ProfileException(profile.source(), rule.line(), rule.call() + ": " + e.getMessage());
        }
    }

    private static OptionalInt number(String call) {
        return Character.isDigit(call.charAt(0)) ? OptionalInt.of(Integer.parseInt(call)) : SeccompFilter.call(call);
    }
}
