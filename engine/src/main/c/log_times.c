#include "log_times.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A note never lies on two pages, so a keeper that is killed leaves whole ones. */
struct note {
    uint64_t number, milliseconds, inode, size;
};

static uint64_t now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_REALTIME, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

/* A clock that was set back is no reason to note nothing for long. */
static bool is_due(const struct log_times *times, uint64_t time)
{
    return times->last == 0 || time < times->last || time - times->last >= times->distance;
}

static void note(struct log_times *times, uint64_t time, const struct stat *log)
{
    struct note note = {times->next, time, log->st_ino, (uint64_t)log->st_size};
    off_t place = (off_t)((times->first + times->next % times->slots) * sizeof note);
    times->last = time;
    if (pwrite(times->file, &note, sizeof note, place) == sizeof note)
        times->next++;
}

void log_times_note(struct log_times *times, uint32_t count, int log)
{
    struct stat status;
    uint64_t time = count > 0 ? now() : 0;
    /* The rows after the first are the coarser ones: where the first is not due none is. */
    if (count == 0 || !is_due(&times[0], time) || fstat(log, &status) < 0)
        return;
    for (uint32_t i = 0; i < count; i++)
        if (is_due(&times[i], time))
            note(&times[i], time, &status);
}

void log_times_turn_over(struct log_times *times, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        times[i].last = 0;
}
