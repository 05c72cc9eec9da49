/*
 * Memory in regions.  A parsed command lives in one arena and dies with it; what a command
 * needs only while it runs lives in the scratch arena, between two marks.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct chunk;

struct arena {
	struct chunk *newest;
	size_t used;		/* bytes taken in the newest chunk */
};

struct mark {
	struct chunk *chunk;
	size_t used;
};

/* A string that grows inside an arena. */
struct text {
	struct arena *arena;
	char *bytes;
	size_t length, capacity;
};

extern struct arena scratch;

void *arena_take(struct arena *, size_t);
char *arena_copy(struct arena *, const char *, size_t);
char *arena_string(struct arena *, const char *);
char *arena_join(struct arena *, const char *, ...);
struct mark arena_mark(const struct arena *);
void arena_release(struct arena *, struct mark);
void arena_free(struct arena *);

struct text text_in(struct arena *);
void text_add(struct text *, int);
void text_append(struct text *, const char *);
void text_append_bytes(struct text *, const char *, size_t);
void text_number(struct text *, long);
char *text_string(struct text *);

/* The heap, for what outlives a command.  Exhaustion is an error of the shell. */
void *must_take(size_t);
void *must_resize(void *, size_t);
char *must_copy(const char *);
