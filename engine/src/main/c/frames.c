#include "frames.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include "session.h"

enum { FRAME_HEAD = 13 };

static void open_file(struct frames *frames)
{
    frames->file = openat(frames->directory, frames->name,
                          O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    off_t end = frames->file < 0 ? 0 : lseek(frames->file, 0, SEEK_END);
    frames->size = end > 0 ? (uint64_t)end : 0;
}

/* Whole frames or none, as on a full disk. */
static bool append(struct frames *frames, char kind, const void *bytes, size_t length)
{
    char head[FRAME_HEAD];
    uint32_t count = (uint32_t)length;
    uint64_t time = clock_microseconds(CLOCK_BOOTTIME) - frames->started_microseconds;
    memcpy(head, &count, sizeof count);
    memcpy(head + sizeof count, &time, sizeof time);
    head[FRAME_HEAD - 1] = kind;
    struct iovec parts[] = {{head, sizeof head}, {(void *)(uintptr_t)bytes, length}};
    ssize_t written = writev(frames->file, parts, 2);
    if (written == (ssize_t)(sizeof head + length)) {
        frames->size += (uint64_t)written;
        return true;
    }
    (void)!ftruncate(frames->file, (off_t)frames->size);
    return false;
}

/* The older file makes way; how much that was in all is told at the beginning of the new one. */
static void turn(struct frames *frames)
{
    frames_pause(frames);
    (void)renameat(frames->directory, frames->name, frames->directory, frames->former);
    frames->given_up += frames->former_output;
    frames->former_output = frames->output;
    frames->output = 0;
    open_file(frames);
    if (frames->file >= 0 && frames->given_up > 0)
        (void)append(frames, 'L', &frames->given_up, sizeof frames->given_up);
}

/* Whoever came meanwhile may have taken both files. */
static void begin_again(struct frames *frames)
{
    open_file(frames);
    if (frames->size == 0)
        frames->output = 0;
    if (faccessat(frames->directory, frames->former, F_OK, AT_SYMLINK_NOFOLLOW) < 0)
        frames->former_output = frames->given_up = 0;
}

static void tell_loss(struct frames *frames)
{
    if (frames->lost == 0 || !append(frames, 'l', &frames->lost, sizeof frames->lost))
        return;
    frames->output += frames->lost;
    frames->lost = 0;
}

void frames_append(struct frames *frames, char kind, const void *bytes, size_t length)
{
    if (frames->file < 0)
        begin_again(frames);
    else if (frames->size > FRAMES_LIMIT)
        turn(frames);
    if (frames->file >= 0)
        tell_loss(frames);
    bool kept = frames->file >= 0 && append(frames, kind, bytes, length);
    if (kind == 'o')
        *(kept ? &frames->output : &frames->lost) += length;
}

void frames_pause(struct frames *frames)
{
    if (frames->file >= 0)
        (void)close(frames->file);
    frames->file = -1;
}
