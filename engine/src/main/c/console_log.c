#include "console_log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "report.h"

void log_start(struct console *console)
{
    struct stat status;
    if (console->log >= 0 && fstat(console->log, &status) == 0)
        console->log_size = (uint64_t)status.st_size;
}

/* name, or name.N */
static const char *numbered(char *text, const char *name, uint32_t number)
{
    strcpy(text, name);
    if (number > 0) {
        strcat(text, ".");
        strcat(text, NUMBER(number));
    }
    return text;
}

static uint64_t milliseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

int log_wait(const struct console *console)
{
    uint64_t now = console->log_due ? milliseconds() : 0;
    if (!console->log_due)
        return -1;
    return now < console->log_due ? (int)(console->log_due - now) : 0;
}

void log_serve(struct console *console)
{
    if (log_wait(console) != 0)
        return;
    console->log_due = 0;
    (void)fdatasync(console->log);
}

/* Bytes of them that were written. */
static size_t append(struct console *console, const char *bytes, size_t length)
{
    size_t done = 0;
    while (done < length) {
        ssize_t written = write(console->log, bytes + done, length - done);
        if (written < 0 && errno != EINTR)
            break;
        done += written > 0 ? (size_t)written : 0;
    }
    console->log_size += done;
    return done;
}

/* The whole line or nothing; false while there is no room for it. */
static bool tell_loss(struct console *console)
{
    char line[64] = "\r\n--- LOST ";
    if (console->log_untold == 0)
        return true;
    strcat(strcat(line, NUMBER(console->log_untold)), " bytes ---\r\n");
    off_t end = lseek(console->log, 0, SEEK_END);
    size_t length = strlen(line), written = append(console, line, length);
    if (written == length) {
        console->log_untold = 0;
        return true;
    }
    if (written > 0 && end >= 0 && ftruncate(console->log, end) == 0)
        console->log_size -= written;
    return false;
}

void log_end(struct console *console)
{
    if (console->log >= 0)
        (void)tell_loss(console);
    if (console->log_sync > 0 && console->log >= 0)
        (void)fdatasync(console->log);
    console->log_due = 0;
}

/* By the directory's descriptor: its path may lead elsewhere by now. */
static void turn_over(struct console *console)
{
    char from[CONSOLE_LOG_NAME + 8], to[CONSOLE_LOG_NAME + 8];
    for (uint32_t number = console->log_keep; number > 0; number--)
        (void)renameat(console->log_directory, numbered(from, console->log_name, number - 1),
                       console->log_directory, numbered(to, console->log_name, number));
    if (console->log_keep == 0)
        (void)unlinkat(console->log_directory, console->log_name, 0);
    /* O_EXCL: what somebody else put there meanwhile is not written to; the old file is then gone on with. */
    int fresh = openat(console->log_directory, console->log_name,
                       O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fresh >= 0) {
        log_end(console); /* nobody looks at this one again */
        (void)close(console->log);
        console->log = fresh;
        log_times_turn_over(console->log_times, console->log_timed);
    }
    console->log_size = 0;
}

void log_append(struct console *console, const char *bytes, size_t length)
{
    if (console->log < 0)
        return;
    if (console->log_limit > 0 && console->log_directory >= 0 && console->log_size + length > console->log_limit
        && console->log_size > 0)
        turn_over(console);
    log_times_note(console->log_times, console->log_timed, console->log);
    size_t lost = length - (tell_loss(console) ? append(console, bytes, length) : 0);
    console->log_untold += lost;
    console->log_lost += lost;
    if (console->log_sync > 0 && console->log_due == 0)
        console->log_due = milliseconds() + console->log_sync;
}
