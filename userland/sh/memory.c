#include "memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_BYTES 2000
#define ALIGNMENT 16

struct chunk {
	struct chunk *older;
	size_t size;
	_Alignas(ALIGNMENT) char bytes[];
};

struct arena scratch;

static _Noreturn void
out_of_memory(void)
{
	static const char message[] = "sh: out of memory\n";

	(void)!write(2, message, sizeof message - 1);
	_exit(2);
}

void *
must_take(size_t size)
{
	void *taken = malloc(size ? size : 1);

	if (taken == NULL)
		out_of_memory();
	return taken;
}

void *
must_resize(void *old, size_t size)
{
	void *taken = realloc(old, size ? size : 1);

	if (taken == NULL)
		out_of_memory();
	return taken;
}

char *
must_copy(const char *string)
{
	size_t size = strlen(string) + 1;

	return memcpy(must_take(size), string, size);
}

static void
add_chunk(struct arena *arena, size_t wanted)
{
	size_t size = wanted > CHUNK_BYTES ? wanted : CHUNK_BYTES;
	struct chunk *chunk = must_take(sizeof *chunk + size);

	chunk->older = arena->newest;
	chunk->size = size;
	arena->newest = chunk;
	arena->used = 0;
}

void *
arena_take(struct arena *arena, size_t size)
{
	void *taken;

	size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	if (arena->newest == NULL || arena->newest->size - arena->used < size)
		add_chunk(arena, size);
	taken = arena->newest->bytes + arena->used;
	arena->used += size;
	return taken;
}

char *
arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_take(arena, length + 1);

	memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *
arena_string(struct arena *arena, const char *string)
{
	return arena_copy(arena, string, strlen(string));
}

/* The strings of a list that ends in NULL, one after the other. */
char *
arena_join(struct arena *arena, const char *first, ...)
{
	struct text joined = text_in(arena);
	const char *string;
	va_list rest;

	va_start(rest, first);
	for (string = first; string != NULL; string = va_arg(rest, const char *))
		text_append(&joined, string);
	va_end(rest);
	return text_string(&joined);
}

struct mark
arena_mark(const struct arena *arena)
{
	return (struct mark){ arena->newest, arena->used };
}

void
arena_release(struct arena *arena, struct mark mark)
{
	while (arena->newest != mark.chunk) {
		struct chunk *chunk = arena->newest;

		arena->newest = chunk->older;
		free(chunk);
	}
	arena->used = mark.used;
}

void
arena_free(struct arena *arena)
{
	arena_release(arena, (struct mark){ NULL, 0 });
}

struct text
text_in(struct arena *arena)
{
	return (struct text){ .arena = arena };
}

/* Doubles, so that what the moves leave behind is never more than the text itself. */
static void
text_grow(struct text *text, size_t wanted)
{
	size_t capacity = text->capacity ? text->capacity * 2 : 32;
	char *bytes;

	while (capacity < wanted)
		capacity *= 2;
	bytes = arena_take(text->arena, capacity);
	if (text->length)
		memcpy(bytes, text->bytes, text->length);
	text->bytes = bytes;
	text->capacity = capacity;
}

void
text_add(struct text *text, int c)
{
	if (text->length == text->capacity)
		text_grow(text, text->length + 1);
	text->bytes[text->length++] = (char)c;
}

void
text_append_bytes(struct text *text, const char *bytes, size_t length)
{
	if (text->capacity - text->length < length)
		text_grow(text, text->length + length);
	if (length)
		memcpy(text->bytes + text->length, bytes, length);
	text->length += length;
}

void
text_append(struct text *text, const char *string)
{
	text_append_bytes(text, string, strlen(string));
}

void
text_number(struct text *text, long number)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%ld", number);
	text_append(text, digits);
}

/* Ends the text with a NUL that is not part of its length, so that it can go on growing. */
char *
text_string(struct text *text)
{
	text_add(text, '\0');
	text->length--;
	return text->bytes;
}
