/* What a new task shares with its maker, and scheduling: clone(2), sched(7). */
#pragma once

#include <sys/types.h>

#define CLONE_VM 0x00000100
#define CLONE_FS 0x00000200
#define CLONE_FILES 0x00000400
#define CLONE_SIGHAND 0x00000800
#define CLONE_VFORK 0x00004000
#define CLONE_PARENT 0x00008000
#define CLONE_THREAD 0x00010000
#define CLONE_SYSVSEM 0x00040000
#define CLONE_SETTLS 0x00080000
#define CLONE_PARENT_SETTID 0x00100000
#define CLONE_CHILD_CLEARTID 0x00200000
#define CLONE_CHILD_SETTID 0x01000000

int sched_yield(void);
int sched_getaffinity(pid_t pid, size_t size, unsigned long *mask);
int sched_setaffinity(pid_t pid, size_t size, const unsigned long *mask);
