/*
 * The keeper's half of the console, and of each tty: it reads the PTY's master for ever, so that the container never blocks on an
 * unread console, remembers the last bytes, appends them to the log, and serves its socket.
 */
#ifndef CLEAT_CONSOLE_H
#define CLEAT_CONSOLE_H

#include <poll.h>
#include <stdbool.h>
#include "log_times.h"
#include "plan.h"

enum { CONSOLE_CHUNK = 4096, CONSOLE_CLIENTS = 16, CONSOLE_POLLED = 2 + CONSOLE_CLIENTS, CONSOLE_LOG_NAME = 250 };

struct frames; /* frames.h */

struct client {
    int fd;
    bool spoke;                /* output starts with a client's first frame, so that 'H' can come before it */
    bool read_only;
    uint64_t position;         /* of the next byte it gets, counted from the console's first */
    uint16_t waiting, written; /* input that the master did not take yet, and how much of it it took */
    char *input;               /* CONSOLE_CHUNK bytes of the console's: apart, so that no page is used before it must */
};

struct console {
    const char *socket_name;   /* in the state directory */
    bool read_only;            /* nobody can type */
    bool session, alone;       /* of a session, which one operator is at; which only we have */
    uint32_t end_status;       /* of a session's command */
    struct frames *frames;     /* where what nobody sees is kept, or NULL */
    uint64_t typed;            /* bytes that clients gave */
    int log, log_directory;
    uint32_t log_keep, history;
    uint64_t log_limit, log_size;
    uint64_t log_untold, log_lost; /* bytes a full disk did not take since that was told there last; in all */
    uint32_t log_sync;         /* milliseconds after which what was logged is brought to the disk; 0: the kernel's time */
    uint64_t log_due;          /* when that is next, CLOCK_MONOTONIC; 0: all is there */
    const char *log_name;
    struct log_times log_times[LOG_TIMES];
    uint32_t log_timed;        /* rows of notes there are */
    struct arena ring;
    uint64_t total;            /* bytes the console ever printed; ring holds the last of them */
    int master, slave, listener;
    bool hung_up;              /* the slave is closed and could not be opened: look again after a while */
    struct client clients[CONSOLE_CLIENTS];
    char inputs[CONSOLE_CLIENTS][CONSOLE_CHUNK];
};

/* Before its record is decoded: nothing is open. */
void console_prepare(struct console *console, const char *socket_name);

/* Listens on its socket in the state directory, before init exists: who starts a container can see its first byte. */
void console_listen(struct console *console, int state_directory);

/* The master arrived. */
void console_start(struct console *console, int master);

/* Gives the PTY up; who has a copy of the master from us is to close it too. */
void console_hang_up(struct console *console);

/* The PTY's size, as a frame. */
void console_frame_size(const struct console *console);

/* Fills CONSOLE_POLLED entries; returns the milliseconds poll(2) may sleep. */
int console_poll(const struct console *console, struct pollfd *polled);
void console_serve(struct console *console, const struct pollfd *polled);

/* Copies the last bytes it printed, at most size; returns how many. */
size_t console_last(const struct console *console, char *bytes, size_t size);

/* The container ended: what it printed last still goes to the log and the clients. */
void console_end(struct console *console, int state_directory);

#endif
