package dev.cleat.engine.start;

import dev.cleat.engine.flow.Step;
import dev.cleat.engine.stage.StageStep;

/** The steps of a start, in order. Those with a stage step are carried out inside and reported by the stage. */
enum StartStep implements Step {
    READ_DEFINITION("read the definition"),
    PROBE_HOST("probe the host"),
    RESOLVE_PLAN("resolve the plan"),
    COMPILE_FILTER("compile the system call filter"),
    LOAD_PROFILE("load the AppArmor profile"),
    CLAIM_NAME("claim the name"),
    RUN_PRE_START_HOOKS("run the pre-start hooks"),
    PREPARE_ROOTFS("prepare the rootfs"),
    OPEN_CONSOLE_LOG("open the console log"),
    OPEN_NAMESPACES("open the shared namespaces"),
    CREATE_SCOPE("ask systemd for a scope"),
    CREATE_CGROUP("create the cgroup"),
    CREATE_NETWORK("create the network"),
    SPAWN_KEEPER("spawn the keeper"),
    CLONE_INIT(StageStep.CLONE_INIT),
    ARM_PARENT_DEATH(StageStep.ARM_PARENT_DEATH),
    ENTER_CGROUP(StageStep.ENTER_CGROUP),
    WRITE_ID_MAPS("write the id maps"),
    TUNE_INIT("tune init"),
    OPEN_SOURCES("open the mount sources"),
    BECOME_ROOT(StageStep.BECOME_ROOT),
    ENTER_NAMESPACES(StageStep.ENTER_NAMESPACES),
    SET_UP_LOOPBACK(StageStep.SET_UP_LOOPBACK),
    MOVE_NETWORK("move the network"),
    RUN_CREATE_RUNTIME_HOOKS("run the create-runtime hooks"),
    RUN_PRE_MOUNT_HOOKS(StageStep.RUN_PRE_MOUNT_HOOKS),
    MOUNT_ROOT(StageStep.MOUNT_ROOT),
    MOUNT_ENTRIES(StageStep.MOUNT_ENTRIES),
    POPULATE_DEV(StageStep.POPULATE_DEV),
    RUN_MOUNT_HOOKS(StageStep.RUN_MOUNT_HOOKS),
    OPEN_CONSOLE(StageStep.OPEN_CONSOLE),
    PROTECT_PATHS(StageStep.PROTECT_PATHS),
    PIVOT_ROOT(StageStep.PIVOT_ROOT),
    SET_NAMES(StageStep.SET_NAMES),
    APPLY_SYSCTLS(StageStep.APPLY_SYSCTLS),
    SET_DEVICE_POLICY("set the device policy"),
    RUN_START_HOST_HOOKS("run the start-host hooks"),
    DROP_PRIVILEGES(StageStep.DROP_PRIVILEGES),
    RUN_START_HOOKS(StageStep.RUN_START_HOOKS),
    EXECUTE_INIT(StageStep.EXECUTE_INIT),
    PUBLISH_RUNNING("publish that it runs"),
    RUN_POST_START_HOOKS("run the post-start hooks");

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
