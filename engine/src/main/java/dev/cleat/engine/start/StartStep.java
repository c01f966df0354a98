package dev.cleat.engine.start;

import dev.cleat.engine.flow.Step;
import dev.cleat.engine.stage.StageStep;

/** The steps of a start, in order. Those with a stage step are carried out inside and reported by the stage. */
enum StartStep implements Step {
    READ_DEFINITION("read the definition"),
    PROBE_HOST("probe the host"),
    RESOLVE_PLAN("resolve the plan"),
    CLAIM_NAME("claim the name"),
    PREPARE_ROOTFS("prepare the rootfs"),
    OPEN_CONSOLE_LOG("open the console log"),
    CREATE_CGROUP("create the cgroup"),
    SPAWN_KEEPER("spawn the keeper"),
    CLONE_INIT(StageStep.CLONE_INIT),
    ARM_PARENT_DEATH(StageStep.ARM_PARENT_DEATH),
    ENTER_CGROUP("enter the cgroup"),
    WRITE_ID_MAPS("write the id maps"),
    BECOME_ROOT(StageStep.BECOME_ROOT),
    ENTER_NAMESPACES(StageStep.ENTER_NAMESPACES),
    SET_UP_LOOPBACK(StageStep.SET_UP_LOOPBACK),
    MOUNT_ROOT(StageStep.MOUNT_ROOT),
    MOUNT_ENTRIES(StageStep.MOUNT_ENTRIES),
    POPULATE_DEV(StageStep.POPULATE_DEV),
    OPEN_CONSOLE(StageStep.OPEN_CONSOLE),
    PROTECT_PATHS(StageStep.PROTECT_PATHS),
    PIVOT_ROOT(StageStep.PIVOT_ROOT),
    SET_NAMES(StageStep.SET_NAMES),
    APPLY_SYSCTLS(StageStep.APPLY_SYSCTLS),
    DROP_PRIVILEGES(StageStep.DROP_PRIVILEGES),
    EXECUTE_INIT(StageStep.EXECUTE_INIT),
    PUBLISH_RUNNING("publish that it runs");

    private final String title;

    StartStep(String title) {
        this.title = title;
    }

    StartStep(StageStep inside) {
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
