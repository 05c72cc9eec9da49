/* A read looks a descriptor up and then takes a reference; a close in between lets go of the last one. */
#include "lab.h"

struct file {
	volatile int references, freed;
};

static struct file open_file = {.references = 1};
static struct file *volatile table[1] = {&open_file};
static mutex_t guard;

static void
release(struct file *file)
{
	if (__atomic_sub_fetch(&file->references, 1, __ATOMIC_SEQ_CST) == 0)
		file->freed = 1;
}

static void *
reader(void *unused)
{
	struct file *file;

	if (fixed)
		mutex_lock(&guard);
	file = table[0];
	if (file != NULL)
		__atomic_add_fetch(&file->references, 1, __ATOMIC_SEQ_CST);
	if (fixed)
		mutex_unlock(&guard);
	if (file != NULL) {
		MUST(!file->freed);
		release(file);
	}
	return unused;
}

static void *
closer(void *unused)
{
	struct file *file;

	if (fixed)
		mutex_lock(&guard);
	file = table[0];
	table[0] = NULL;
	release(file);
	if (fixed)
		mutex_unlock(&guard);
	return unused;
}

int
main(void)
{
	together(2, (lab_body *[]){reader, closer});
	return 0;
}
