package dev.cleat.engine.security;

import dev.cleat.engine.linux.SeccompFilter.Comparison;
import java.util.List;
import java.util.Map;

/**
 * A system call filter as rules, whatever format it was written in.
 *
 * @param source file for messages
 * @param defaultAction for calls without a rule
 * @param flags SECCOMP_FILTER_FLAG_* (seccomp(2))
 * @param rules for each architecture that is not refused altogether, in order; the native one first
 */
record Profile(String source, int defaultAction, int flags, Map<CallArchitecture, List<Rule>> rules) {

    /**
     * One action for one call.
     *
     * @param line where it stands
     * @param call name, or a number of this machine's table
     * @param comparisons all must hold
     */
    record Rule(int line, String call, int action, List<Comparison> comparisons) {
        Rule {
            comparisons = List.copyOf(comparisons);
        }
    }
}
