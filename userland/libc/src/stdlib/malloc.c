/*
 * malloc(3): a free list per size class. Small blocks are cut from chunks that brk(2)
 * gives; a block too large for a class is a mapping of its own and goes back whole.
 * Classes step by quarters of a power of two, so at most a fifth of a block is waste.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <thread.h>
#include <unistd.h>

enum { CLASSES = 48, SMALLEST = 16, CHUNK = 64 * 1024, PAGE = 4096 };

/* In front of every block; 16 bytes, so that the block itself is aligned to 16. */
struct header {
	size_t size; /* of the block, header excluded */
	struct header *next; /* while free */
};

static struct header *freeBlocks[CLASSES];
static char *chunk, *chunkEnd;
static mutex_t lock;

/* 16, 32, 48, 64, then 80, 96, 112, 128, then 160, 192, 224, 256, … */
static size_t
class_size(int class)
{
	size_t base = (size_t)SMALLEST * 4 << (class / 4) >> 1;

	return class < 4 ? (size_t)SMALLEST * (class + 1) : base + base / 4 * (class % 4 + 1);
}

/* The first class that holds the size: CLASSES when it is too large for any. */
static int
class_of(size_t size)
{
	size_t last = size - 1;
	int power, class;

	if (size <= (size_t)SMALLEST * 4)
		return size == 0 ? 0 : (int)(last / SMALLEST);
	power = 63 - __builtin_clzl(last);
	class = (power - 5) * 4 + (int)(last >> (power - 2) & 3);
	return class < CLASSES ? class : CLASSES;
}

/* brk moves only upwards here; the break may have been moved by someone else meanwhile. */
static void *
cut(size_t size)
{
	size_t wanted = size > CHUNK ? size : CHUNK;
	char *start;

	if ((size_t)(chunkEnd - chunk) < size) {
		start = sbrk((intptr_t)wanted);
		if (start == (void *)-1)
			return NULL;
		if (start != chunkEnd)
			chunk = (char *)(((uintptr_t)start + 15) & ~15UL);
		chunkEnd = start + wanted;
		if ((size_t)(chunkEnd - chunk) < size)
			return cut(size);
	}
	start = chunk;
	chunk += size;
	return start;
}

static struct header *
map(size_t size)
{
	size_t length = (size + sizeof(struct header) + PAGE - 1) & ~(size_t)(PAGE - 1);
	struct header *header;

	if (length < size)
		return NULL;
	header = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (header == MAP_FAILED)
		return NULL;
	header->size = length - sizeof *header;
	return header;
}

static struct header *
take(int class)
{
	struct header *header = freeBlocks[class];
	size_t size;

	if (header != NULL) {
		freeBlocks[class] = header->next;
		return header;
	}
	size = class_size(class);
	header = cut(size + sizeof *header);
	if (header != NULL)
		header->size = size;
	return header;
}

void *
malloc(size_t size)
{
	int class = class_of(size);
	struct header *header;

	if (class == CLASSES)
		header = map(size);
	else {
		mutex_lock(&lock);
		header = take(class);
		mutex_unlock(&lock);
	}
	if (header == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	return header + 1;
}

void
free(void *block)
{
	struct header *header = (struct header *)block - 1;
	int class;

	if (block == NULL)
		return;
	class = class_of(header->size);
	if (class == CLASSES) {
		munmap(header, header->size + sizeof *header);
		return;
	}
	mutex_lock(&lock);
	header->next = freeBlocks[class];
	freeBlocks[class] = header;
	mutex_unlock(&lock);
}

void *
calloc(size_t count, size_t size)
{
	size_t total;
	void *block;

	if (__builtin_mul_overflow(count, size, &total)) {
		errno = ENOMEM;
		return NULL;
	}
	block = malloc(total);
	return block == NULL ? NULL : memset(block, 0, total);
}

void *
realloc(void *old, size_t size)
{
	size_t had = old == NULL ? 0 : ((struct header *)old - 1)->size;
	void *new;

	if (old != NULL && size <= had)
		return old;
	new = malloc(size);
	if (new == NULL)
		return NULL;
	memcpy(new, old, had);
	free(old);
	return new;
}

void *
reallocarray(void *old, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total)) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(old, total);
}
