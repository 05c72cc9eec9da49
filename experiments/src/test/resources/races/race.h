/* What all these programs have in common: with FIXED they are right, without it they fail on some schedule. */
#pragma once
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MUST(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "violated: %s\n", #condition); \
			_exit(3); \
		} \
	} while (0)

#ifdef FIXED
#define LOCK(mutex) pthread_mutex_lock(mutex)
#define UNLOCK(mutex) pthread_mutex_unlock(mutex)
#else
#define LOCK(mutex) ((void)(mutex))
#define UNLOCK(mutex) ((void)(mutex))
#endif

#define lock pthread_mutex_lock
#define unlock pthread_mutex_unlock

typedef void *(*body)(void *);

static inline void
all(int count, body bodies[])
{
	pthread_t thread[16];

	for (int i = 0; i < count; i++)
		pthread_create(&thread[i], NULL, bodies[i], (void *)(intptr_t)i);
	for (int i = 0; i < count; i++)
		pthread_join(thread[i], NULL);
}
