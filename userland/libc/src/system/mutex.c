/*
 * Mutual exclusion and conditions on futex(2). A mutex goes to the kernel only when
 * somebody waits: the three states of "Futexes Are Tricky" (Drepper), section 5.
 */
#include <limits.h>
#include <thread.h>

static uint32_t
exchange(volatile uint32_t *word, uint32_t value)
{
	return __atomic_exchange_n(word, value, __ATOMIC_ACQUIRE);
}

bool
mutex_trylock(mutex_t *mutex)
{
	uint32_t free = 0;

	return __atomic_compare_exchange_n(&mutex->word, &free, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

void
mutex_lock(mutex_t *mutex)
{
	if (mutex_trylock(mutex))
		return;
	while (exchange(&mutex->word, 2) != 0)
		futex_quietly(&mutex->word, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 2);
}

void
mutex_unlock(mutex_t *mutex)
{
	if (__atomic_exchange_n(&mutex->word, 0, __ATOMIC_RELEASE) == 2)
		futex_quietly(&mutex->word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1);
}

void
condition_wait(condition_t *condition, mutex_t *mutex)
{
	uint32_t seen = __atomic_load_n(&condition->word, __ATOMIC_RELAXED);

	mutex_unlock(mutex);
	futex_quietly(&condition->word, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, seen);
	mutex_lock(mutex);
}

void
condition_signal(condition_t *condition)
{
	__atomic_fetch_add(&condition->word, 1, __ATOMIC_RELAXED);
	futex_quietly(&condition->word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1);
}

void
condition_broadcast(condition_t *condition)
{
	__atomic_fetch_add(&condition->word, 1, __ATOMIC_RELAXED);
	futex_quietly(&condition->word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, INT_MAX);
}
