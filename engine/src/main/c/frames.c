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

static bool ready(struct frames *frames)
{
    if (frames->file >= 0 && frames->size > FRAMES_LIMIT) {
        frames_pause(frames);
        (void)renameat(frames->directory, frames->name, frames->directory, frames->former);
    }
    if (frames->file < 0) {
        frames->file = openat(frames->directory, frames->name,
                              O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
        off_t end = frames->file < 0 ? 0 : lseek(frames->file, 0, SEEK_END);
        frames->size = end > 0 ? (uint64_t)end : 0;
    }
    return frames->file >= 0;
}

void frames_append(struct frames *frames, char kind, const void *bytes, size_t length)
{
    char head[FRAME_HEAD];
    uint32_t count = (uint32_t)length;
    uint64_t time = clock_microseconds(CLOCK_BOOTTIME) - frames->started_microseconds;
    if (!ready(frames))
        return;
    memcpy(head, &count, sizeof count);
    memcpy(head + sizeof count, &time, sizeof time);
    head[FRAME_HEAD - 1] = kind;
    struct iovec parts[] = {{head, sizeof head}, {(void *)(uintptr_t)bytes, length}};
    ssize_t written = writev(frames->file, parts, 2);
    if (written == (ssize_t)(sizeof head + length))
        frames->size += (uint64_t)written;
    else
        (void)!ftruncate(frames->file, (off_t)frames->size); /* a full disk: whole frames or none */
}

void frames_pause(struct frames *frames)
{
    if (frames->file >= 0)
        (void)close(frames->file);
    frames->file = -1;
}
