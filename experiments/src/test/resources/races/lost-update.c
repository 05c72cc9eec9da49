#include "race.h"
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static int sum;
static void *add(void *a) { (void)a; LOCK(&guard); sum++; UNLOCK(&guard); return NULL; }
int main(void) { all(2, (body[]){add, add}); MUST(sum == 2); return 0; }
