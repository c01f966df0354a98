package dev.cleat.engine.stage;

/** The records of the stage protocol; the C side's table (records.h) is compared with this one by a test. */
enum RecordType {
    HELLO(1),
    CLONE(2),
    UNSHARE(3),
    KEEP(4),
    STATE_DIRECTORY(5),
    CGROUP_END(6),
    BECOME_ROOT(7),
    LOOPBACK(8),
    MAKE_DIRECTORY(9),
    MOUNT(10),
    ROOT(11),
    DEVICE(12),
    SYMLINK(13),
    HIDE(14),
    PROTECT(15),
    CONSOLE(16),
    CONSOLE_LOG_LIMIT(17),
    NAMES(18),
    SYSCTL(19),
    ARGUMENT(20),
    ENVIRONMENT(21),
    SEARCH_PATH(22),
    FALLBACK_PROGRAM(23),
    DIRECTORY(24),
    CREDENTIALS(25),
    CAPABILITIES(26),
    NO_NEW_PRIVILEGES(27),
    UMASK(28),
    PERSONALITY(29),
    JOIN(30),
    EXEC_LABEL(31),
    STDIO(32),
    REMOUNT(33),
    PARENT_DEATH_SIGNAL(34),
    TERMINAL(36),
    JOIN_NAMESPACE(37),
    TIME_OFFSETS(38),
    HOST_GATE(39),
    NODE(40),
    TTYS(41),
    FILTER(42),
    KEYRING(43),
    HOOK(44),
    STUB(45),
    END_COPY(46),
    END_COMMAND(47),
    JOURNAL(48),
    NO_FORWARD(49),
    UTMP(50),
    CGROUP(51),
    SESSION(52),
    CGROUP_REFUGE(53),
    CONSOLE_LOG_TIMES(54),
    END_OF_PLAN(60),
    PROCEED(61),
    COMMIT(62),
    HANG_UP(63),
    SHOW(64),
    READY(101),
    CHILD(102),
    STEP(103),
    WAITING(104),
    EXEC(105),
    EXECUTED(106),
    FAILURE(107),
    ENDED(108);

    private final int number;

    RecordType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static RecordType of(int number) throws StageProtocolException {
        for (RecordType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        throw new StageProtocolException("unknown record type " + number);
    }
}
