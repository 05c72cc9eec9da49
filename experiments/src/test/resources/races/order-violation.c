#include "race.h"
static int *table;
static sem_t ready;
static void *use(void *a) {
	(void)a;
#ifdef FIXED
	sem_wait(&ready);
#endif
	MUST(table != NULL);
	return (void *)(intptr_t)table[3];
}
int main(void) {
	pthread_t user;
	sem_init(&ready, 0, 0);
	pthread_create(&user, NULL, use, NULL);
	table = calloc(8, sizeof *table);
	sem_post(&ready);
	pthread_join(user, NULL);
	return 0;
}
