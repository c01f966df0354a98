/*
 * cleat-stage: carries out the part of a container's plan that only a single-threaded process can. All decisions are
 * the engine's; this program obeys or fails, naming step, errno and object. engine/docs/protocol.md is the contract.
 */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include "attach.h"
#include "guard.h"
#include "keeper.h"
#include "kernel.h"
#include "plan.h"
#include "report.h"

enum { EXIT_USAGE = 64 };

static int say(int fd, const char *text)
{
    return write(fd, text, strlen(text)) < 0;
}

static int print_steps(void)
{
#define LINE(number, role, name, title) #number "\t" #role "\t" #name "\t" title "\n"
    return say(STDOUT_FILENO, STEPS(LINE));
#undef LINE
}

static int print_protocol(void)
{
#define PLAN_LINE(type, name, decoder, roles, body) #type "\t" #name "\tto stage\t" body "\n"
#define WORD_LINE(type, name, body) #type "\t" #name "\tto stage\t" body "\n"
#define REPORT_LINE(type, name, body) #type "\t" #name "\tto engine\t" body "\n"
    return say(STDOUT_FILENO, PLAN_RECORDS(PLAN_LINE) WORD_RECORDS(WORD_LINE) REPORT_RECORDS(REPORT_LINE));
#undef PLAN_LINE
#undef WORD_LINE
#undef REPORT_LINE
}

static bool has_engine(void)
{
    int type = 0;
    socklen_t size = sizeof type;
    return getsockopt(ENGINE, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

/* What a caller left behind must not reach a container: descriptors, ignored and blocked signals, a directory. */
static void sanitise(void)
{
    sigset_t none;
    MUST(kernel_close_range(ENGINE, ~0u, KERNEL_CLOSE_RANGE_CLOEXEC), "descriptors");
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL); /* refused for KILL, STOP and the C library's own: they are default */
    (void)sigemptyset(&none);
    MUST(sigprocmask(SIG_SETMASK, &none, NULL), "signal mask");
    MUST(chdir("/"), "/");
}

static _Noreturn void run(enum role role, char **argv)
{
    struct plan plan;
    sanitise();
    read_plan(&plan, role);
    plan.command_line = argv[0];
    plan.command_line_size = (size_t)(argv[2] + strlen(argv[2]) + 1 - argv[0]); /* the kernel puts them one behind the other */
    if (role == ROLE_ATTACH) {
        become_watched(&plan);
        run_attach(&plan);
    }
    if (role == ROLE_GUARD)
        run_guard(&plan);
    (void)umask(0177); /* console.sock and exit.json are 0600; init says its own modes */
    run_keeper(&plan);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "steps") == 0)
        return print_steps();
    if (argc == 2 && strcmp(argv[1], "protocol") == 0)
        return print_protocol();
    if (argc == 2 && strcmp(argv[1], "--version") == 0)
        return say(STDOUT_FILENO, "cleat-stage, protocol 1\n");
    if (argc == 3 && strcmp(argv[1], "keeper") == 0 && has_engine())
        run(ROLE_KEEPER, argv);
    if (argc == 3 && strcmp(argv[1], "attach") == 0 && has_engine())
        run(ROLE_ATTACH, argv);
    if (argc == 3 && strcmp(argv[1], "guard") == 0 && has_engine())
        run(ROLE_GUARD, argv);
    (void)say(STDERR_FILENO,
              "cleat-stage: only the engine can start me, with a plan on descriptor 3; people use cleat.\n");
    return EXIT_USAGE;
}
