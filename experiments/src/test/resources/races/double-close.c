#include "race.h"
/* A descriptor closed twice: the second close hits what was opened in between. */
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static int file = -1;
static void *finish(void *a) {
	(void)a;
	LOCK(&guard);
	if (file >= 0) { close(file); file = -1; }
	UNLOCK(&guard);
	return NULL;
}
static void *other(void *a) {
	(void)a;
	int mine = open("/dev/null", O_WRONLY);
	MUST(write(mine, "x", 1) == 1);
	close(mine);
	return NULL;
}
int main(void) { file = open("/dev/null", O_RDONLY); all(3, (body[]){finish, finish, other}); return 0; }
