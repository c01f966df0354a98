/* How a stage comes to outlive the engine that started it. */
#ifndef CLEAT_LEAVE_H
#define CLEAT_LEAVE_H

/* The engine's child ends at once, so that its JVM reaps it now; what goes on under this name is nobody's child, and in this v2 cgroup. */
void leave_the_engine(const char *name, const char *cgroup);

#endif
