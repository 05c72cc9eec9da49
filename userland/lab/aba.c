/*
 * A stack of free cells whose head is exchanged only if it is what it was. It is again what
 * it was after it was taken, another one was taken, and it was given back; its successor is not.
 */
#include "lab.h"

struct cell {
	struct cell *next;
	int used;
};

static struct cell cells[3];
static struct cell *volatile head;
static mutex_t guard;

static struct cell *
pop(void)
{
	struct cell *top;

	if (fixed)
		mutex_lock(&guard);
	do
		top = head;
	while (top != NULL && !__atomic_compare_exchange_n(&head, &top, top->next, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
	if (fixed)
		mutex_unlock(&guard);
	if (top != NULL)
		MUST(__atomic_exchange_n(&top->used, 1, __ATOMIC_SEQ_CST) == 0);
	return top;
}

static void
push(struct cell *cell)
{
	__atomic_store_n(&cell->used, 0, __ATOMIC_SEQ_CST);
	if (fixed)
		mutex_lock(&guard);
	cell->next = head;
	while (!__atomic_compare_exchange_n(&head, &cell->next, cell, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
		continue;
	if (fixed)
		mutex_unlock(&guard);
}

static void *
taker(void *unused)
{
	pop();
	pop();
	return unused;
}

static void *
juggler(void *unused)
{
	struct cell *first = pop();

	pop();
	if (first != NULL)
		push(first);
	return unused;
}

int
main(void)
{
	for (int i = 0; i < 3; i++) {
		cells[i].next = head;
		head = &cells[i];
	}
	together(2, (lab_body *[]){taker, juggler});
	return 0;
}
