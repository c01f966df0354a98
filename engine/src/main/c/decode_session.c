/* Records of a session's keeper. */
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include "decode.h"
#include "report.h"
#include "session.h"

static const char *socket_name(struct reader *reader, const char *id)
{
    return strcat(strcpy(take(reader->arena, SESSION_ID + sizeof ".sock"), id), ".sock");
}

void decode_session(struct reader *reader)
{
    struct plan *plan = reader->plan;
    reader->arena = &plan->kept;
    struct session *session = take(reader->arena, sizeof *session);
    session->master = read_fd(reader);
    session->memory = read_fd(reader);
    session->tied = read_u32(reader) & SESSION_TIED;
    session->counters_at = read_u64(reader);
    session->started_microseconds = read_u64(reader);
    session->id = read_text(reader);
    session->notice = read_text(reader);
    if (session->master < 0 || session->memory < 0 || plan->session)
        malformed(reader->type, "without a descriptor, or twice");
    if (strlen(session->id) != SESSION_ID || strspn(session->id, "0123456789abcdef-") != SESSION_ID)
        malformed(reader->type, "has an id that is none");
    console_prepare(&session->console, socket_name(reader, session->id));
    session->console.session = true;
    plan->session = session;
}

void decode_cgroup_refuge(struct reader *reader)
{
    reader->arena = &reader->plan->kept;
    struct action *refuge = append(reader, &reader->plan->refuges);
    refuge->target = read_text(reader);
    if (refuge->target[0] != '/')
        malformed(reader->type, "a relative path");
}
