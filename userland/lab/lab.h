/* What all labs have in common. Each is compiled twice: as the bug, and with FIXED as its correction. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <thread.h>
#include <unistd.h>

/* Ends the lab when what must hold does not. */
#define MUST(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "violated: %s\n", #condition); \
			_exit(1); \
		} \
	} while (0)

#ifdef FIXED
enum { fixed = 1 };
#else
enum { fixed = 0 };
#endif

enum { LAB_THREADS = 8 };

typedef void *lab_body(void *);

/* Runs all of them at once, and waits for all of them. */
static inline void
together(int count, lab_body *const bodies[])
{
	thread_t *thread[LAB_THREADS];

	for (int i = 0; i < count; i++)
		thread[i] = thread_start(bodies[i], (void *)(intptr_t)i);
	for (int i = 0; i < count; i++)
		thread_join(thread[i]);
}
