#include "race.h"
/* A stack of free cells, popped by compare-and-swap of the head. */
struct cell { struct cell *next; int used; };
static struct cell cells[3];
#ifdef FIXED
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
#endif
static struct cell *_Atomic head;
static struct cell *pop(void) {
#ifdef FIXED
	lock(&guard); struct cell *top = head; if (top) head = top->next; unlock(&guard);
	return top;
#else
	struct cell *top = atomic_load(&head);
	while (top && !atomic_compare_exchange_strong(&head, &top, top->next))
		continue;
	return top;
#endif
}
static void push(struct cell *cell) {
#ifdef FIXED
	lock(&guard); cell->next = head; head = cell; unlock(&guard);
#else
	cell->next = atomic_load(&head);
	while (!atomic_compare_exchange_strong(&head, &cell->next, cell))
		continue;
#endif
}
static void use(struct cell *cell) { if (cell) MUST(__atomic_exchange_n(&cell->used, 1, __ATOMIC_SEQ_CST) == 0); }
static void give(struct cell *cell) { if (cell) { __atomic_store_n(&cell->used, 0, __ATOMIC_SEQ_CST); push(cell); } }
static void *one(void *a) { (void)a; struct cell *first = pop(); use(first); give(first); struct cell *again = pop(); use(again); return NULL; }
static void *two(void *a) { (void)a; struct cell *x = pop(); use(x); struct cell *y = pop(); use(y); give(x); return NULL; }
int main(void) {
	for (int i = 0; i < 3; i++) { cells[i].next = head; head = &cells[i]; }
	all(2, (body[]){one, two});
	for (struct cell *left = pop(); left; left = pop()) use(left);
	return 0;
}
