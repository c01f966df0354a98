package dev.cleat.engine.recording;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.definition.RecordingPolicy;
import dev.cleat.engine.definition.RecordingPolicy.When;
import dev.cleat.engine.session.SessionIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a session is recorded, and how: what the policy wants is recorded in any case, and what the operator names
 * besides.
 *
 * @param directory of the recordings
 */
public record RecordingDecision(RecordingPolicy policy, Path directory) {

    private static final int DIRECTORY_MODE = 0700;
    private static final int FILE_MODE = 0600;
    private static final int GROUP_DIRECTORY_MODE = 0750;
    private static final int GROUP_FILE_MODE = 0640;

    /** The same, brought to the disk as often as {@code wanted} says, if it says anything. */
    public RecordingDecision syncing(Optional<Duration> wanted) {
        return wanted.isEmpty() ? this : new RecordingDecision(policy.syncing(wanted), directory);
    }

    /** @param definitions directory of the stored definitions, below which recordings are by default */
    public static RecordingDecision of(RecordingPolicy policy, Path definitions) {
        return new RecordingDecision(policy, policy.directory().orElse(definitions.resolve("recordings")));
    }

    /**
     * The recordings to make, none, one or two.
     *
     * @param interactive whether the session or its operator has a terminal
     *     <p><b>Errors.</b> RefusedException when the operator wants none and the policy does not allow that;
     *     HostLimitException when the group of the policy is not there.
     */
    public List<RecordingRequest> of(RecordingChoice choice, SessionIdentity who, boolean interactive)
            throws ContainerException {
        List<RecordingRequest> wanted = new ArrayList<>();
        if (applies(who, interactive)) {
            if (!choice.never()) {
                Path file = directory.resolve(RecordingName.of(policy.file(), who));
                wanted.add(request(file, Optional.of(directory), policyInput(choice)));
            } else if (!policy.optional()) {
                throw new RefusedException(
                        "cannot attach to " + who.container()
                                + " without a recording: the policy of this host wants one",
                        "leave --no-record out, or see recording.optional of the configuration");
            }
        }
        if (choice.file().isPresent()) {
            wanted.add(request(choice.file().get(), Optional.empty(), input(choice)));
        }
        return wanted;
    }

    /**
     * Looks at what only this host knows.
     *
     * <p><b>Errors.</b> What keeps every recorded session from beginning: RefusedException for the
     * directory and the key, HostLimitException for the group.
     */
    public void check() throws ContainerException {
        if (policy.group().isPresent()) {
            GroupName.id(policy.group().get());
        }
        if (policy.keeping().key().isPresent()) {
            SigningKey.read(policy.keeping().key().get());
        }
        if (!isOff()) {
            RecordingDirectory.check(directory);
        }
    }

    private boolean applies(SessionIdentity who, boolean interactive) {
        return switch (policy.when()) {
            case OFF -> false;
            case ON_ELEVATED -> !who.subject().elevated().isEmpty();
            case INTERACTIVE -> interactive;
            case ALL -> true;
        };
    }

    private Input input(RecordingChoice choice) {
        return choice.input().orElse(policy.input());
    }

    /** Neither less nor more than the policy has it, unless the policy leaves it to the operator: both can do harm. */
    private Input policyInput(RecordingChoice choice) {
        return policy.optional() ? input(choice) : policy.input();
    }

    private RecordingRequest request(Path file, Optional<Path> own, Input input) throws HostLimitException {
        return new RecordingRequest(
                file,
                policy.group().isPresent() ? GROUP_FILE_MODE : FILE_MODE,
                own,
                directory,
                policy.group().isPresent() ? GROUP_DIRECTORY_MODE : DIRECTORY_MODE,
                policy.group().isPresent()
                        ? OptionalLong.of(GroupName.id(policy.group().get()))
                        : OptionalLong.empty(),
                input,
                new Redaction(policy.redact()),
                policy.blocks(),
                policy.stops(),
                policy.keeping(),
                policy.minFree());
    }

    /** True when nothing is recorded unless it is asked for. */
    public boolean isOff() {
        return policy.when() == When.OFF;
    }
}
