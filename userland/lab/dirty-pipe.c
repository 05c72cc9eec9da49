/*
 * No race at all: a slot of a pipe that was used before keeps its flag "may be appended to"
 * when a page of a file is put into it, and a write goes into the file. It fails on every schedule.
 */
#include <string.h>

#include "lab.h"

enum { SLOTS = 2, MERGE = 1 };

struct slot {
	char *page;
	int length, flags;
};

static struct slot slots[SLOTS];
static char buffers[SLOTS][16], file[16] = "secret";
static int at;

static struct slot *
next(void)
{
	return &slots[at++ % SLOTS];
}

static void
pipe_write(const char *text)
{
	struct slot *last = &slots[(at + SLOTS - 1) % SLOTS];

	if (last->page == NULL || !(last->flags & MERGE)) {
		last = next();
		*last = (struct slot){buffers[last - slots], 0, MERGE};
	}
	memcpy(last->page + last->length, text, strlen(text));
	last->length += (int)strlen(text);
}

static void *
splice(void *unused)
{
	struct slot *slot = next();

	slot->page = file;
	slot->length = 0;
	if (fixed)
		slot->flags = 0;
	return unused;
}

int
main(void)
{
	for (int i = 0; i < SLOTS; i++)
		*next() = (struct slot){buffers[i], 1, MERGE};
	together(1, (lab_body *[]){splice});
	pipe_write("hacked");
	MUST(strcmp(file, "secret") == 0);
	return 0;
}
