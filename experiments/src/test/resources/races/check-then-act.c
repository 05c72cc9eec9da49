#include "race.h"
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static int balance = 10;
static void *withdraw(void *a) {
	(void)a;
	lock(&guard);
	int enough = balance >= 10;
#ifndef FIXED
	unlock(&guard);
	lock(&guard);
#endif
	if (enough)
		balance -= 10;
	unlock(&guard);
	return NULL;
}
int main(void) { all(2, (body[]){withdraw, withdraw}); MUST(balance >= 0); return 0; }
