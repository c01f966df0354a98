package dev.cleat.remote;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import java.util.List;

/**
 * What a Cleat on another host answered.
 *
 * @param status exit status of the words that it was asked
 * @param errors what it told, without its own name before each line; hostile text
 * @param json a list or a map: what it printed with {@code --json}; null: nothing
 * @param out what it printed else
 * @param octets of the whole answer
 */
record FarAnswer(int status, String errors, Object json, String out, long octets) {

    private static final int LONGEST_ERRORS = 4096;

    FarAnswer {
        errors = errors.substring(0, Math.min(LONGEST_ERRORS, errors.length()));
    }

    /** The objects of the list that it printed. */
    List<Fields> list(String subject) throws StrangeAnswerException {
        if (json instanceof List<?> items) {
            return Fields.objects(items, subject);
        }
        throw new StrangeAnswerException(subject + ": is no list");
    }

    /** The object that it printed. */
    Fields object(String subject) throws StrangeAnswerException {
        return Fields.objects(json == null ? List.of() : List.of(json), subject).stream()
                .findFirst()
                .orElseThrow(() -> new StrangeAnswerException(subject + ": is no object"));
    }

    /**
     * The same answer, when it was done.
     *
     * <p><b>Errors.</b> The exception that the exit status stands for.
     */
    FarAnswer orThrow(String host) throws ContainerException {
        if (status == 0) {
            return this;
        }
        String message = host + ": " + (errors.isEmpty() ? "cleat ended there with status " + status : errors);
        throw switch (status) {
            case 2 -> new WrongStateException(message, null);
            case 3 -> new UnknownContainerException(message, null);
            case 4 -> new TimedOutException(message, null);
            case 5 -> new RefusedException(message, null);
            case 6 -> new BusyException(message, null);
            case 64 -> new InvalidDefinitionException(message, null);
            default -> new HostLimitException(message, null);
        };
    }
}
