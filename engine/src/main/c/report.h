/* Telling the engine what happens, on descriptor 3. A failure ends the process: the host cleans up, not we. */
#ifndef CLEAT_REPORT_H
#define CLEAT_REPORT_H

#include <stdint.h>
#include "records.h"
#include "steps.h"

enum { ENGINE = 3, EXIT_FAILED = 125 };

/* What init tells its keeper, a packet each; MASTER and NAMESPACE with a number and a descriptor. */
enum word { WORD_GO = 'G', WORD_MASTER = 'M', WORD_NAMESPACE = 'N', WORD_EXEC = 'X', WORD_FAILED = 'F' };

void begin(enum step step);
void report(enum record type);
void report_number(enum record type, uint32_t number);

/* Where init waits for the host; the numbers are those of WAITING. */
enum gate { GATE_MAPS = 1, GATE_NAMESPACES, GATE_LAST };

/* Until PROCEED. Returns how many descriptors came with it: no more than room, into passed. */
uint32_t wait_at(enum gate gate, int *passed, uint32_t room);

/* From now on a failure also says WORD_FAILED on this descriptor, so that the keeper does not report the end twice. */
void failures_also_to(int pair);

/* Sends FAILURE with the current step and the joined parts (the last one is NULL), then ends the process. */
_Noreturn void fail(int error, const char *const *parts);

/* MUST(call, part...): the call's result, or the end of the process with errno and the parts as the object. */
int must(long result, const char *const *parts);
#define MUST(call, ...) must((call), (const char *const[]){__VA_ARGS__, NULL})
#define FAIL(error, ...) fail((error), (const char *const[]){__VA_ARGS__, NULL})

/* The digits of a number, for an object or a file. */
char *number_text(char *buffer, uint64_t number);
#define NUMBER(number) number_text((char[21]){0}, (number))

#endif
