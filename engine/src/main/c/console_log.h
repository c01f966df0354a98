/* The console's log file: appended to, and turned over when it is full. A full disk never stops the container. */
#ifndef CLEAT_CONSOLE_LOG_H
#define CLEAT_CONSOLE_LOG_H

#include "console.h"

void log_start(struct console *console);
void log_append(struct console *console, const char *bytes, size_t length);

/* Milliseconds until what was appended is to be brought to the disk; -1: nothing is. */
int log_wait(const struct console *console);

/* Brings it there when it is time. */
void log_serve(struct console *console);

/* At the end. */
void log_end(struct console *console);

#endif
