/*
 * Nobody writes to a page any more once mprotect(2) has returned: not even on another hart, which may remember that
 * it could. The program is right; a kernel that does not wait for the other hart is not. It needs two harts.
 */
#include <signal.h>
#include <sys/mman.h>

#include "lab.h"

static volatile uint32_t *page;
static volatile uint32_t protected;

static void
refused(int signal)
{
	(void)signal;
	_exit(0);
}

static void *
writer(void *unused)
{
	for (int i = 0; i < 8; i++) {
		bool late = protected;

		*page = i;
		MUST(!late || !"written to after mprotect had returned");
	}
	return unused;
}

static void *
protector(void *unused)
{
	MUST(mprotect((void *)page, 4096, PROT_READ) == 0);
	protected = 1;
	return unused;
}

int
main(void)
{
	page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	MUST(page != MAP_FAILED);
	signal(SIGSEGV, refused);
	together(2, (lab_body *[]){writer, protector});
	return 0;
}
