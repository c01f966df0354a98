/*
 * The keeper of an attached session: as a container's keeper owns its console, so this one owns what a session's operator
 * sees, for as long as nobody else does. It reaps the command, serves the session's socket, and takes the PTY over when the
 * engine has gone.
 */
#ifndef CLEAT_SESSION_H
#define CLEAT_SESSION_H

#include <sys/types.h>
#include "console.h"
#include "frames.h"

/* The first page of the memory that the engine shares; the ring begins behind it. */
struct shared {
    uint64_t total;            /* bytes shown; the engine's while it relays */
    uint64_t typed;
    uint32_t viewers;          /* ours: who looks on; the engine says SHOW only when somebody does */
    uint32_t said;             /* the engine's: SHOW is on its way */
};

enum { SHARED_HEAD = 4096, SESSION_ID = 36 };

/* What the record SESSION says, and what becomes of it. */
struct session {
    int master, memory;
    bool tied;                 /* to its client, whose end hangs up */
    size_t memory_size;
    uint64_t counters_at, started_microseconds;
    const char *id, *notice;
    struct shared *shared;
    struct console console;
    struct frames frames;
};

/* In the watcher's place: the attached process has the other end of pair and is the transient's child. */
_Noreturn void keep_session(struct plan *plan, int pair, pid_t transient);

/* What the attached process must not have. */
void leave_session_alone(const struct plan *plan);

/* What is left for whoever asks later, then the cgroup and the last line in the host's log. */
void end_session(const struct plan *plan, uint32_t status, bool was_seen);

/* Nobody can come back to it any more, whatever its command does. */
void forget_session(struct plan *plan);

/* The line of counters in the session's file, as SessionFile.Counters writes it. */
void note_counters(const struct plan *plan, bool attached);

uint64_t clock_microseconds(int clock);

#endif
