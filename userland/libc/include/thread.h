/* Threads and their synchronisation, straight on clone(2) and futex(2). */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct thread thread_t;

/* The thread runs function(argument); thread_join returns what it returned. NULL and errno on failure. */
thread_t *thread_start(void *(*function)(void *), void *argument);
void *thread_join(thread_t *thread);
pid_t thread_id(const thread_t *thread);
int thread_yield(void);

#define FUTEX_WAIT 0
#define FUTEX_WAKE 1
#define FUTEX_REQUEUE 3
#define FUTEX_CMP_REQUEUE 4
#define FUTEX_WAKE_OP 5
#define FUTEX_WAIT_BITSET 9
#define FUTEX_WAKE_BITSET 10
#define FUTEX_PRIVATE_FLAG 128
#define FUTEX_CLOCK_REALTIME 256

long futex(volatile uint32_t *word, int operation, uint32_t value, const void *timeoutOrCount,
    volatile uint32_t *second, uint32_t third);
/* A wait or a wake on behalf of who locks, waits or joins: what comes of it is no news, and errno stays. */
void futex_quietly(volatile uint32_t *word, int operation, uint32_t value);

/* 0 free, 1 held, 2 held and somebody waits. Zero-initialised is ready for use. */
typedef struct {
	volatile uint32_t word;
} mutex_t;

void mutex_lock(mutex_t *mutex);
bool mutex_trylock(mutex_t *mutex);
void mutex_unlock(mutex_t *mutex);

/* The word counts signals, so that one sent between unlock and wait is not lost. */
typedef struct {
	volatile uint32_t word;
} condition_t;

void condition_wait(condition_t *condition, mutex_t *mutex);
void condition_signal(condition_t *condition);
void condition_broadcast(condition_t *condition);
