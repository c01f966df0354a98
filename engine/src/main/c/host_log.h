/* The host's log: whatever reads /dev/log there. Where nobody does, nothing is told. */
#ifndef CLEAT_HOST_LOG_H
#define CLEAT_HOST_LOG_H

enum { HOST_LOG_LINE = 2048 };

void tell_host_log(const char *line);

#endif
