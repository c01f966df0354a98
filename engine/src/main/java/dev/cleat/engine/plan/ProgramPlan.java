package dev.cleat.engine.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is executed inside, by init and by an attached process alike.
 *
 * @param arguments argv
 * @param environment {@code NAME=VALUE}, complete
 * @param searchPath where argv[0] without a slash is sought, inside
 * @param fallback executed with the same argv when the program is not there (a shell)
 * @param directories working directory: the first that exists inside
 * @param createDirectory make the first one when it is missing
 * @param noNewPrivileges PR_SET_NO_NEW_PRIVS (prctl(2))
 * @param umask empty: 022
 * @param personality empty: left alone (personality(2))
 * @param label LSM label written before exec; empty: none
 */
public record ProgramPlan(
        List<String> arguments,
        List<String> environment,
        String searchPath,
        Optional<String> fallback,
        List<String> directories,
        boolean createDirectory,
        CredentialsPlan credentials,
        CapabilitiesPlan capabilities,
        boolean noNewPrivileges,
        OptionalInt umask,
        OptionalInt personality,
        Optional<String> label) {

    public ProgramPlan {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        directories = List.copyOf(directories);
    }

    /** The same with another label. */
    ProgramPlan withLabel(Optional<String> other) {
        return new ProgramPlan(
                arguments,
                environment,
                searchPath,
                fallback,
                directories,
                createDirectory,
                credentials,
                capabilities,
                noNewPrivileges,
                umask,
                personality,
                other);
    }

    /** Ids inside the container; groups replace all supplementary groups when {@code setGroups}. */
    public record CredentialsPlan(int uid, int gid, boolean setGroups, List<Integer> groups) {
        public CredentialsPlan {
            groups = List.copyOf(groups);
        }
    }

    /** The five sets of capabilities(7), one bit per capability. Inheritable stays 0 (CVE-2022-24769 and its kin) unless ambient needs it. */
    public record CapabilitiesPlan(long bounding, long permitted, long effective, long inheritable, long ambient) {}
}
