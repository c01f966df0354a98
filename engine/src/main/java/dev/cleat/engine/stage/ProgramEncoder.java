package dev.cleat.engine.stage;

import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.plan.ProgramPlan;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import dev.cleat.engine.plan.ProgramPlan.CredentialsPlan;
import java.util.List;

/** The part of a plan that init and an attached process share: what to execute, as whom. */
final class ProgramEncoder {

    private static final int CREATE = 1;
    private static final int TRY_NEXT = 2;

    private ProgramEncoder() {}

    static void encode(ProgramPlan program, List<Packet> plan) {
        program.arguments().forEach(a -> plan.add(Packet.of(RecordType.ARGUMENT).text(a)));
        program.environment()
                .forEach(e -> plan.add(Packet.of(RecordType.ENVIRONMENT).text(e)));
        plan.add(Packet.of(RecordType.SEARCH_PATH).text(program.searchPath()));
        program.fallback()
                .ifPresent(f -> plan.add(Packet.of(RecordType.FALLBACK_PROGRAM).text(f)));
        directories(program, plan);
        credentials(program.credentials(), plan);
        capabilities(program.capabilities(), plan);
        if (program.noNewPrivileges()) {
            plan.add(Packet.of(RecordType.NO_NEW_PRIVILEGES));
        }
        program.umask().ifPresent(u -> plan.add(Packet.of(RecordType.UMASK).u32(u)));
        program.personality()
                .ifPresent(p -> plan.add(Packet.of(RecordType.PERSONALITY).u32(p)));
    }

    /** The file below /proc/self/attr: AppArmor wants a command before the profile, SELinux a context alone. */
    static String labelFile(String label) {
        if (label.startsWith("changeprofile ")) {
            return "apparmor/current";
        }
        return label.startsWith("exec ") ? "apparmor/exec" : "exec";
    }

    static Packet filter(FilterProgram filter) {
        return Packet.of(RecordType.FILTER).u32(filter.flags()).blob(filter.code());
    }

    private static void directories(ProgramPlan program, List<Packet> plan) {
        List<String> directories = program.directories();
        for (int i = 0; i < directories.size(); i++) {
            boolean last = i == directories.size() - 1;
            int flags = (program.createDirectory() && i == 0 ? CREATE : 0) | (last ? 0 : TRY_NEXT);
            plan.add(Packet.of(RecordType.DIRECTORY).u32(flags).text(directories.get(i)));
        }
    }

    private static void credentials(CredentialsPlan credentials, List<Packet> plan) {
        Packet packet = Packet.of(RecordType.CREDENTIALS)
                .u32(credentials.uid())
                .u32(credentials.gid())
                .u32(credentials.setGroups() ? 1 : 0)
                .u32(credentials.groups().size());
        credentials.groups().forEach(packet::u32);
        plan.add(packet);
    }

    private static void capabilities(CapabilitiesPlan capabilities, List<Packet> plan) {
        plan.add(Packet.of(RecordType.CAPABILITIES)
                .u64(capabilities.bounding())
                .u64(capabilities.permitted())
                .u64(capabilities.effective())
                .u64(capabilities.inheritable())
                .u64(capabilities.ambient()));
    }
}
