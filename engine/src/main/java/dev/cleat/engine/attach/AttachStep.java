package dev.cleat.engine.attach;

import dev.cleat.engine.flow.Step;
import dev.cleat.engine.stage.StageStep;

/** The steps of an attach, in order. Those with a stage step are carried out inside and reported by the stage. */
enum AttachStep implements Step {
    FIND_RUNNING("find the running container"),
    READ_CONTEXT("read the context of init"),
    LOOK_UP_USER("look up the user"),
    RESOLVE_PLAN("resolve the plan"),
    OPEN_RECORDING("open the recording"),
    OPEN_PTY("open the PTY"),
    REGISTER_SESSION("register the session"),
    SPAWN_STAGE("spawn the stage"),
    ENTER_CGROUP("enter the cgroup"),
    SET_EXEC_LABEL(StageStep.SET_EXEC_LABEL),
    JOIN_NAMESPACES(StageStep.JOIN_NAMESPACES),
    FORK_INTO_PIDS(StageStep.FORK_INTO_PIDS),
    REMOUNT_PROC_SYS(StageStep.REMOUNT_PROC_SYS),
    ENTER_DIRECTORY(StageStep.ENTER_DIRECTORY),
    DROP_ATTACH_PRIVILEGES(StageStep.DROP_ATTACH_PRIVILEGES),
    EXECUTE_COMMAND(StageStep.EXECUTE_COMMAND),
    RELAY("relay");

    private final String title;

    AttachStep(String title) {
        this.title = title;
    }

    AttachStep(StageStep inside) {
        if (!inside.name().equals(name())) {
            throw new IllegalArgumentException(name() + " is called " + inside.name() + " by the stage");
        }
        this.title = inside.title();
    }

    @Override
    public String title() {
        return title;
    }
}
