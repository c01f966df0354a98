#include "console.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "console_log.h"
#include "frames.h"
#include "kernel.h"
#include "report.h"

enum { LOOK_AGAIN_MILLISECONDS = 200, LAST_PATIENCE_MILLISECONDS = 1000, LAST_BYTES = 2 << 20 };

void console_prepare(struct console *console, const char *socket_name)
{
    console->socket_name = socket_name;
    console->log = console->log_directory = console->master = console->slave = console->listener = -1;
    for (int i = 0; i < CONSOLE_CLIENTS; i++)
        console->clients[i] = (struct client){.fd = -1, .input = console->inputs[i]};
}

/*
 * A slave of our own: without one the master hangs up whenever the container closes its last, and poll would return
 * at once for ever. A hang-up by force (vhangup(2), the session's end) takes this one too, so it is opened anew.
 */
static void hold_slave(struct console *console)
{
    if (console->slave >= 0)
        (void)close(console->slave);
    console->slave = ioctl(console->master, KERNEL_TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    console->hung_up = console->slave < 0;
}

void console_listen(struct console *console, int directory)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/proc/self/fd/"};
    if (directory < 0)
        return;
    int listener = MUST(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), console->socket_name);
    /* A path has 108 bytes; through the descriptor the state directory's own length does not count. */
    strcat(address.sun_path, NUMBER((unsigned)directory));
    strcat(strcat(address.sun_path, "/"), console->socket_name);
    (void)unlinkat(directory, console->socket_name, 0); /* of a keeper that was killed: the name's lock is ours now */
    /* The keeper's umask makes it 0600 from the start (unix(7), Pathname socket ownership and permissions). */
    MUST(bind(listener, (struct sockaddr *)&address, sizeof address), console->socket_name);
    MUST(listen(listener, CONSOLE_CLIENTS), console->socket_name);
    console->listener = listener;
}

void console_start(struct console *console, int master)
{
    console->master = master;
    hold_slave(console);
    log_start(console);
}

static void drop(struct client *client)
{
    (void)close(client->fd);
    *client = (struct client){.fd = -1, .input = client->input};
}

/* A client that is far behind goes on with the oldest byte there is. */
static void feed(const struct console *console, struct client *client)
{
    char type = 'O';
    while (client->fd >= 0 && client->spoke && client->position < console->total) {
        if (console->total - client->position > console->ring.size)
            client->position = console->total - console->ring.size;
        size_t offset = (size_t)(client->position % console->ring.size), length = console->ring.size - offset;
        if (length > console->total - client->position)
            length = (size_t)(console->total - client->position);
        if (length > CONSOLE_CHUNK)
            length = CONSOLE_CHUNK;
        struct iovec parts[] = {{&type, 1}, {console->ring.base + offset, length}};
        struct msghdr frame = {.msg_iov = parts, .msg_iovlen = 2};
        if (sendmsg(client->fd, &frame, MSG_DONTWAIT | MSG_NOSIGNAL) < 0) {
            if (errno != EAGAIN && errno != ENOBUFS && errno != EINTR)
                drop(client);
            return;
        }
        client->position += length;
    }
}

/* Returns false when the master has nothing (more). */
static bool read_master(struct console *console)
{
    char bytes[CONSOLE_CHUNK];
    ssize_t length = read(console->master, bytes, sizeof bytes);
    if (length < 0 && errno == EIO && console->slave >= 0)
        hold_slave(console);
    if (length <= 0)
        return false;
    for (size_t done = 0, part; done < (size_t)length; done += part, console->total += part) {
        size_t offset = (size_t)(console->total % console->ring.size);
        part = console->ring.size - offset;
        if (part > (size_t)length - done)
            part = (size_t)length - done;
        memcpy(console->ring.base + offset, bytes + done, part);
    }
    log_append(console, bytes, (size_t)length);
    if (console->frames)
        frames_append(console->frames, 'o', bytes, (size_t)length);
    for (int i = 0; i < CONSOLE_CLIENTS; i++)
        feed(console, &console->clients[i]);
    return true;
}

static void write_input(struct console *console, struct client *client)
{
    while (client->fd >= 0 && client->written < client->waiting) {
        size_t left = (size_t)client->waiting - client->written;
        ssize_t taken = write(console->master, client->input + client->written, left);
        if (taken < 0 && errno == EAGAIN)
            return;
        /* Any other error is a hang-up: nobody is there to read it. */
        client->written = taken < 0 ? client->waiting : (uint16_t)(client->written + taken);
        console->typed += taken > 0 ? (uint64_t)taken : 0;
    }
    client->waiting = client->written = 0;
}

static void resize(const struct console *console, const char *body)
{
    uint16_t rows, columns;
    memcpy(&rows, body, sizeof rows);
    memcpy(&columns, body + sizeof rows, sizeof columns);
    (void)ioctl(console->master, TIOCSWINSZ, &(struct winsize){.ws_row = rows, .ws_col = columns});
}

static void replay(const struct console *console, struct client *client)
{
    uint64_t held = console->total < console->history ? console->total : console->history;
    client->position = console->total - held;
}

void console_frame_size(const struct console *console)
{
    struct winsize size = {0};
    uint16_t both[2];
    if (!console->frames || ioctl(console->master, TIOCGWINSZ, &size) < 0)
        return;
    both[0] = size.ws_row;
    both[1] = size.ws_col;
    frames_append(console->frames, 'r', both, sizeof both);
}

static bool is_taken(const struct console *console)
{
    for (int i = 0; i < CONSOLE_CLIENTS; i++)
        if (console->clients[i].fd >= 0 && !console->clients[i].read_only)
            return true;
    return !console->alone;
}

/* How much of what follows is history, of how much there was, and the size it was shown at. */
static void greet(const struct console *console, struct client *client)
{
    struct winsize size = {0};
    char type = 'S';
    uint64_t held = console->total - client->position;
    union {
        struct cmsghdr head;
        char room[CMSG_SPACE(sizeof(int))];
    } rights = {{0}};
    (void)ioctl(console->master, TIOCGWINSZ, &size);
    struct iovec parts[] = {{&type, 1}, {&held, sizeof held}, {(void *)(uintptr_t)&console->total, sizeof console->total},
        {&size.ws_row, sizeof size.ws_row}, {&size.ws_col, sizeof size.ws_col}};
    struct msghdr frame = {.msg_iov = parts, .msg_iovlen = 5};
    if (!client->read_only && console->master >= 0) {
        rights.head = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
        memcpy(CMSG_DATA(&rights.head), &console->master, sizeof(int));
        frame.msg_control = &rights;
        frame.msg_controllen = sizeof rights;
    }
    (void)sendmsg(client->fd, &frame, MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* One operator at a time: two would type into one another's lines. */
static void admit(const struct console *console, struct client *client)
{
    if (is_taken(console)) {
        (void)send(client->fd, "B", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        drop(client);
        return;
    }
    client->read_only = false;
    replay(console, client);
    greet(console, client);
}

void console_hang_up(struct console *console)
{
    for (int i = 0; i < CONSOLE_CLIENTS; i++)
        if (console->clients[i].fd >= 0 && !console->clients[i].read_only)
            (void)send(console->clients[i].fd, "G", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (console->master >= 0)
        (void)close(console->master);
    if (console->slave >= 0)
        (void)close(console->slave);
    console->master = console->slave = -1;
}

static void obey(struct console *console, struct client *client, char type, size_t length)
{
    client->spoke = true;
    if (type == 'H' && length == 0) {
        replay(console, client);
        if (console->session)
            greet(console, client);
    } else if (type == 'A' && length == 0 && console->session)
        admit(console, client);
    else if (type == 'R' && length == 0)
        client->read_only = true;
    else if (type == 'W' && length == 4) {
        if (!client->read_only)
            resize(console, client->input);
    } else if (type != 'I')
        drop(client);
    else if (!client->read_only && !console->read_only) {
        client->waiting = (uint16_t)length;
        write_input(console, client);
    }
}

static void hear(struct console *console, struct client *client)
{
    char type = 0;
    struct iovec parts[] = {{&type, 1}, {client->input, CONSOLE_CHUNK}};
    struct msghdr frame = {.msg_iov = parts, .msg_iovlen = 2};
    ssize_t length = recvmsg(client->fd, &frame, MSG_DONTWAIT);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (length <= 0 || frame.msg_flags & MSG_TRUNC) {
        drop(client);
        return;
    }
    obey(console, client, type, (size_t)length - 1);
}

static void welcome(struct console *console)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    int fd = accept4(console->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0)
        return;
    /* The mode 0600 does not stop who was passed a descriptor of the directory or is root of another namespace. */
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == 0 || peer.uid == geteuid()))
        for (int i = 0; i < CONSOLE_CLIENTS; i++)
            if (console->clients[i].fd < 0) {
                console->clients[i].fd = fd;
                console->clients[i].position = console->total;
                console->clients[i].read_only = console->session;
                return;
            }
    (void)close(fd);
}

int console_poll(const struct console *console, struct pollfd *polled)
{
    bool input_waits = false;
    for (int i = 0; i < CONSOLE_CLIENTS; i++) {
        const struct client *client = &console->clients[i];
        bool output_waits = client->spoke && client->position < console->total;
        polled[2 + i] = (struct pollfd){client->fd, 0, 0};
        polled[2 + i].events = (short)((client->waiting ? 0 : POLLIN) | (output_waits ? POLLOUT : 0));
        input_waits |= client->waiting > 0;
    }
    polled[0] = (struct pollfd){console->listener, POLLIN, 0};
    polled[1] = (struct pollfd){console->hung_up ? -1 : console->master, POLLIN, 0};
    if (input_waits)
        polled[1].events |= POLLOUT;
    int log = log_wait(console);
    if (!console->hung_up)
        return log;
    return log >= 0 && log < LOOK_AGAIN_MILLISECONDS ? log : LOOK_AGAIN_MILLISECONDS;
}

void console_serve(struct console *console, const struct pollfd *polled)
{
    log_serve(console);
    if (console->hung_up && console->master >= 0)
        hold_slave(console);
    if (polled[1].revents & (POLLIN | POLLHUP | POLLERR))
        (void)read_master(console);
    for (int i = 0; i < CONSOLE_CLIENTS; i++) {
        struct client *client = &console->clients[i];
        if (client->fd >= 0 && polled[1].revents & POLLOUT)
            write_input(console, client);
        if (client->fd >= 0 && polled[2 + i].revents & POLLIN)
            hear(console, client);
        else if (client->fd >= 0 && polled[2 + i].revents & (POLLHUP | POLLERR))
            drop(client);
        feed(console, client);
    }
    /* Last: the entries above belong to the clients of before. */
    if (polled[0].revents & POLLIN)
        welcome(console);
}

/* The end of the output is what tells why init ended: who still reads gets it, who has stopped is not waited for. */
static void deliver(struct console *console)
{
    struct pollfd polled[2 + CONSOLE_CLIENTS];
    bool waits;
    do {
        waits = false;
        (void)console_poll(console, polled);
        polled[0].fd = polled[1].fd = -1;
        for (int i = 0; i < CONSOLE_CLIENTS; i++) {
            polled[2 + i].events = (short)(polled[2 + i].events & POLLOUT);
            if (polled[2 + i].events)
                waits = true;
            else
                polled[2 + i].fd = -1;
        }
        if (waits && poll(polled, 2 + CONSOLE_CLIENTS, LAST_PATIENCE_MILLISECONDS) <= 0)
            return;
        for (int i = 0; i < CONSOLE_CLIENTS; i++)
            feed(console, &console->clients[i]);
    } while (waits);
}

/* Who connected while init was ending was heard by nobody yet; nothing is sent to who has not spoken. */
static void hear_latecomers(struct console *console)
{
    struct pollfd waiting = {console->listener, POLLIN, 0};
    for (int i = 0; i < CONSOLE_CLIENTS && console->listener >= 0 && poll(&waiting, 1, 0) > 0; i++)
        welcome(console);
    for (int i = 0; i < CONSOLE_CLIENTS; i++)
        if (console->clients[i].fd >= 0 && !console->clients[i].spoke)
            hear(console, &console->clients[i]);
}

size_t console_last(const struct console *console, char *bytes, size_t size)
{
    if (size > console->ring.size)
        size = console->ring.size;
    if (size > console->total)
        size = (size_t)console->total;
    for (size_t done = 0; done < size; done++)
        bytes[done] = console->ring.base[(console->total - size + done) % console->ring.size];
    return size;
}

static void dismiss(const struct console *console, struct client *client)
{
    char type = 'E';
    struct iovec parts[] = {{&type, 1}, {(void *)(uintptr_t)&console->end_status, sizeof console->end_status}};
    struct msghdr frame = {.msg_iov = parts, .msg_iovlen = 2};
    if (console->session)
        (void)sendmsg(client->fd, &frame, MSG_DONTWAIT | MSG_NOSIGNAL);
    drop(client);
}

void console_end(struct console *console, int state_directory)
{
    hear_latecomers(console);
    /* Our own slave would turn the end (EIO) into a wait; without it a daemon that kept one still gives EAGAIN. */
    (void)close(console->slave);
    console->slave = -1;
    /* A terminal holds far less than that of what was written before the end; a daemon may write on without one. */
    for (uint64_t last = console->total + LAST_BYTES;
         console->master >= 0 && console->total < last && read_master(console);)
        ;
    log_end(console);
    deliver(console);
    for (int i = 0; i < CONSOLE_CLIENTS; i++)
        if (console->clients[i].fd >= 0)
            dismiss(console, &console->clients[i]);
    if (console->listener >= 0)
        (void)unlinkat(state_directory, console->socket_name, 0);
}
