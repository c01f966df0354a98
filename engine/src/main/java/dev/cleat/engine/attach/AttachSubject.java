package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.plan.AttachPlan;
import dev.cleat.engine.plan.ProgramPlan.CredentialsPlan;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionIdentity.Subject;

/** Who a session of an attach is told to be. */
final class AttachSubject {

    private AttachSubject() {}

    static SessionIdentity identity(AttachTarget target, AttachRequest request, AttachPlan plan) {
        CredentialsPlan runs = plan.program().credentials();
        return SessionIdentity.of(
                new Subject(
                        target.name(),
                        target.id(),
                        target.pid(),
                        request.command(),
                        runs.uid(),
                        runs.gid(),
                        plan.join().stream()
                                .sorted()
                                .map(NamespaceType::procName)
                                .toList(),
                        request.elevated().stream().sorted().map(Enum::name).toList(),
                        request.reason()),
                Operator.current());
    }
}
