#include "guard.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>
#include "leave.h"
#include "report.h"

/* True when the engine says that it has restored the terminal itself; false when it just went away: SIGKILL. */
static bool is_dismissed(void)
{
    uint32_t word[2] = {0, 0};
    ssize_t length;
    do
        length = recv(ENGINE, word, sizeof word, 0);
    while (length < 0 && errno == EINTR);
    return length == sizeof word && word[0] == RECORD_COMMIT;
}

void run_guard(const struct plan *plan)
{
    struct termios found;
    /* A session of its own: what ends the terminal's session or its foreground group does not end us before we acted. */
    leave_the_engine("cleat-guard", NULL);
    /* Before READY: only then does the engine make the terminal raw. */
    MUST(tcgetattr(plan->terminal, &found), "the terminal's settings");
    report_number(RECORD_READY, (uint32_t)getpid());
    if (is_dismissed())
        _exit(0);
    /* Both may fail for a terminal that has gone, and then there is nothing to restore. */
    (void)!write(plan->terminal, plan->farewell, strlen(plan->farewell));
    (void)tcsetattr(plan->terminal, TCSANOW, &found);
    _exit(0);
}
