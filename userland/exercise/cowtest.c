/* Memory: copy on write, shared and private mappings, protection, growth: fork(2), mmap(2), mprotect(2), brk(2). */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { PAGE = 4096, PAGES = 256, CHILDREN = 4 };

static uint64_t *
map(size_t pages, int protection, int flags)
{
	return mmap(NULL, pages * PAGE, protection, flags | MAP_ANONYMOUS, -1, 0);
}

/* Every word of the pages tells who wrote it and where. */
static void
fill(volatile uint64_t *words, uint64_t who)
{
	for (size_t i = 0; i < PAGES * PAGE / 8; i += 64)
		words[i] = who << 32 | i;
}

static int
filled(volatile uint64_t *words, uint64_t who)
{
	for (size_t i = 0; i < PAGES * PAGE / 8; i += 64)
		if (words[i] != (who << 32 | i))
			return 0;
	return 1;
}

static int
succeeded(pid_t child)
{
	return check_child(child) == 0;
}

/* Four children, each with a child, all from the same pages; each must see only its own writes. */
static void
descend(volatile uint64_t *words)
{
	pid_t children[CHILDREN];
	int good = 1;

	fill(words, 1);
	for (int i = 0; i < CHILDREN; i++) {
		children[i] = fork();
		if (children[i] != 0)
			continue;

		uint64_t self = (uint64_t)i + 10;
		int inherited = filled(words, 1);
		pid_t grandchild;

		fill(words, self);
		grandchild = fork();
		if (grandchild == 0) {
			inherited = filled(words, self);
			fill(words, self + 100);
			_exit(inherited && filled(words, self + 100) ? 0 : 1);
		}
		good = succeeded(grandchild);
		_exit(inherited && good && filled(words, self) ? 0 : 1);
	}
	for (int i = 0; i < CHILDREN; i++)
		good &= succeeded(children[i]);
	check(good, "children and grandchildren see what they inherited, then what they wrote");
	check(filled(words, 1), "the parent's pages are as it left them");
}

/* The kernel writes through the same page tables: a read(2) into a shared page must copy it too. */
static void
kernel_writes(void)
{
	char *page = (char *)map(1, PROT_READ | PROT_WRITE, MAP_PRIVATE);
	int fds[2];
	pid_t child;

	strcpy(page, "parent");
	pipe(fds);
	child = fork();
	if (child == 0) {
		read(fds[0], page, 7);
		_exit(strcmp(page, "kernel") == 0 ? 0 : 1);
	}
	write(fds[1], "kernel", 7);
	check(succeeded(child), "read(2) into a page shared since fork arrives in the child");
	check(strcmp(page, "parent") == 0, "and not in the parent");
	close(fds[0]);
	close(fds[1]);
	munmap(page, PAGE);
}

static void
shared(void)
{
	volatile uint64_t *words = map(PAGES, PROT_READ | PROT_WRITE, MAP_SHARED);
	pid_t child = fork();

	if (child == 0) {
		fill(words, 5);
		_exit(0);
	}
	succeeded(child);
	check(filled(words, 5), "a shared mapping carries a child's writes to its parent");
	munmap((void *)words, PAGES * PAGE);
}

/* A page unshared by the death of everyone else is still the same page. */
static void
last_owner(volatile uint64_t *words)
{
	pid_t child;

	fill(words, 2);
	child = fork();
	if (child == 0)
		_exit(0);
	succeeded(child);
	check(filled(words, 2), "pages survive a child that only read them");
	fill(words, 3);
	check(filled(words, 3), "and are written by the only owner left");
}

static int
dies_of(void (*function)(void *), void *argument)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		function(argument);
		_exit(0);
	}
	status = check_child(child);
	return status != -1 && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void
store(void *at)
{
	*(volatile char *)at = 1;
}

static void
load(void *at)
{
	(void)*(volatile char *)at;
}

static void
protections(void)
{
	char *page = (char *)map(3, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	strcpy(page + PAGE, "kept");
	check(mprotect(page + PAGE, PAGE, PROT_READ) == 0 && dies_of(store, page + PAGE) == SIGSEGV,
	    "a write to a read-only page is SIGSEGV");
	check(dies_of(load, page + PAGE) == 0 && strcmp(page + PAGE, "kept") == 0, "a read is not");
	check(dies_of(store, page) == 0 && dies_of(store, page + 2 * PAGE) == 0, "its neighbours are writable");
	mprotect(page + PAGE, PAGE, PROT_NONE);
	check(dies_of(load, page + PAGE) == SIGSEGV, "a read of a page without rights is SIGSEGV");
	mprotect(page + PAGE, PAGE, PROT_READ | PROT_WRITE);
	check(strcmp(page + PAGE, "kept") == 0, "its content outlives the change of rights");
	munmap(page + PAGE, PAGE);
	check(dies_of(load, page + PAGE) == SIGSEGV, "a read of an unmapped page is SIGSEGV");
	check(dies_of(store, NULL) == SIGSEGV, "a write through NULL is SIGSEGV");
	check(write(-1, page, 1) == -1 && errno == EBADF, "write checks the descriptor");
	check(pipe((int *)(page + PAGE)) == -1 && errno == EFAULT, "the kernel answers EFAULT where a program would die");
	munmap(page, 3 * PAGE);
}

/* Deep recursion touches the stack page by page, downwards. */
static long
recurse(long depth)
{
	volatile char frame[PAGE];

	frame[0] = (char)depth;
	frame[PAGE - 1] = (char)depth;
	return depth == 0 ? 0 : recurse(depth - 1) + 1 + (frame[0] != (char)depth);
}

static void
growth(volatile uint64_t *words)
{
	char *before = sbrk(0), *grown = sbrk(64 * PAGE);

	check(grown == before && sbrk(0) == before + 64 * PAGE, "brk grows");
	memset(grown, 7, 64 * PAGE);
	check(grown[0] == 7 && grown[64 * PAGE - 1] == 7, "and its memory is there");
	check(brk(before) == 0 && sbrk(0) == before, "brk shrinks");
	check(recurse(500) == 500, "the stack grows by two megabytes");
	fill(words, 4);
	check(madvise((void *)words, PAGES * PAGE, MADV_DONTNEED) == 0 && words[0] == 0 && words[512] == 0,
	    "MADV_DONTNEED leaves zeros");
}

static void
remapping(void)
{
	char *old = (char *)map(4, PROT_READ | PROT_WRITE, MAP_PRIVATE), *new;

	strcpy(old + 3 * PAGE, "tail");
	new = mremap(old, 4 * PAGE, 64 * PAGE, MREMAP_MAYMOVE);
	check(new != MAP_FAILED && strcmp(new + 3 * PAGE, "tail") == 0 && new[63 * PAGE] == 0,
	    "mremap grows a mapping with its content");
	check(mremap(new, 64 * PAGE, PAGE, 0) == new && dies_of(load, new + PAGE) == SIGSEGV, "and shrinks it");
	munmap(new, PAGE);
	check(munmap((char *)1, PAGE) == -1 && errno == EINVAL, "munmap of half pages is EINVAL");
	check(mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == EINVAL,
	    "mmap of nothing is EINVAL");
	check(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, -1, 0) == MAP_FAILED && errno == EBADF, "mmap of no file is EBADF");
}

/* Code written to memory runs after fence.i, and again after it is changed. */
static void
written_code(void)
{
	static const uint32_t seven[] = { 0x00700513, 0x00008067 }; /* li a0, 7; ret */
	static const uint32_t nine[] = { 0x00900513, 0x00008067 };  /* li a0, 9; ret */
	void *page = map(1, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE);
	int (*function)(void) = page;
	int first;

	memcpy(page, seven, sizeof seven);
	__asm__ volatile("fence.i" : : : "memory");
	first = function();
	memcpy(page, nine, sizeof nine);
	__asm__ volatile("fence.i" : : : "memory");
	check(first == 7 && function() == 9, "code written to memory is what runs");
	munmap(page, PAGE);
}

int
main(void)
{
	volatile uint64_t *words = map(PAGES, PROT_READ | PROT_WRITE, MAP_PRIVATE);

	check(words != MAP_FAILED && words[0] == 0, "fresh memory is zero");
	descend(words);
	last_owner(words);
	kernel_writes();
	shared();
	protections();
	growth(words);
	remapping();
	written_code();
	return check_result("cowtest");
}
