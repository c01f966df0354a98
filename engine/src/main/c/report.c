#include "report.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The only global: where the process is, and who else hears of its failure. */
static struct {
    enum step step;
    int pair;
} now = {STEP_READ_PLAN, -1};

struct failure {
    uint32_t type, length, step, error, object_length;
    char object[4000];
};

static void deliver(const void *packet, size_t length)
{
    ssize_t sent;
    do
        sent = send(ENGINE, packet, length, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
}

void report(enum record type)
{
    deliver((uint32_t[]){type, 0}, 2 * sizeof(uint32_t));
}

void report_number(enum record type, uint32_t number)
{
    deliver((uint32_t[]){type, sizeof number, number}, 3 * sizeof(uint32_t));
}

void begin(enum step step)
{
    now.step = step;
    report_number(RECORD_STEP, step);
}

void failures_also_to(int pair)
{
    now.pair = pair;
}

void fail(int error, const char *const *parts)
{
    struct failure failure = {.type = RECORD_FAILURE, .step = now.step, .error = (uint32_t)error};
    for (; *parts; parts++) {
        size_t room = sizeof failure.object - failure.object_length;
        size_t length = strnlen(*parts, room);
        memcpy(failure.object + failure.object_length, *parts, length);
        failure.object_length += (uint32_t)length;
    }
    failure.length = (uint32_t)(3 * sizeof(uint32_t)) + failure.object_length;
    /* First: an engine that hears of it goes, and then the keeper kills us, perhaps before another word. */
    if (now.pair >= 0)
        (void)send(now.pair, (char[]){WORD_FAILED}, 1, MSG_NOSIGNAL);
    deliver(&failure, 2 * sizeof(uint32_t) + failure.length);
    _exit(EXIT_FAILED);
}

int must(long result, const char *const *parts)
{
    if (result < 0)
        fail(errno, parts);
    return (int)result;
}

static uint32_t take_descriptors(const struct msghdr *message, int *passed, uint32_t room)
{
    const struct cmsghdr *header = CMSG_FIRSTHDR(message);
    if (!header || header->cmsg_type != SCM_RIGHTS)
        return 0;
    size_t bytes = header->cmsg_len - CMSG_LEN(0);
    if (bytes > room * sizeof *passed || message->msg_flags & MSG_CTRUNC)
        FAIL(EBADMSG, "more descriptors than there can be");
    memcpy(passed, CMSG_DATA(header), bytes);
    return (uint32_t)(bytes / sizeof *passed);
}

/* End of file means that the engine died: without it nobody would write maps, name or state, so the process ends. */
uint32_t wait_at(enum gate gate, int *passed, uint32_t room)
{
    uint32_t word[2] = {0, 0};
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int[253]))]; /* SCM_MAX_FD of the kernel */
    } control;
    struct iovec part = {word, sizeof word};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space,
        .msg_controllen = room > 0 ? sizeof control.space : 0};
    ssize_t length;
    report_number(RECORD_WAITING, gate);
    do
        length = recvmsg(ENGINE, &message, MSG_CMSG_CLOEXEC);
    while (length < 0 && errno == EINTR);
    if (length <= 0)
        _exit(EXIT_FAILED);
    if (length != sizeof word || message.msg_flags & MSG_TRUNC || word[0] != RECORD_PROCEED || word[1] != 0)
        FAIL(EBADMSG, "record type ", NUMBER(word[0]), " at gate ", NUMBER(gate));
    return take_descriptors(&message, passed, room);
}

char *number_text(char *buffer, uint64_t number)
{
    char *at = buffer + 20;
    do
        *--at = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    return at;
}
