/* The machine a script runs on, in its parts: spaces, streams, addresses, substitution. */
#pragma once

#include "sed.h"

/* A text that grows; always a string too. */
struct space {
	char *text;
	size_t length, room;
	bool unended; /* it came from a last line without a newline */
};

void put(struct space *s, const char *text, size_t length);
void set(struct space *s, const char *text, size_t length);

/* streams.c: lines in, lines out. */
extern long lineNumber;
extern int status;

void open_streams(const struct options *options, char *files[], int count);
bool read_line(struct space *to);
bool is_last(void);
FILE *out(void);
void print_space(const struct space *s);
void print_visible(const struct space *s, long width);
void enqueue(const struct command *c); /* a or r: its text comes after the line */
void flush_queue(void);
void close_streams(void);

/* address.c: what a command applies to. Both look at the pattern space. */
extern struct space pattern;

bool selected(struct command *c);
bool search(regex_t *regex, size_t from, regmatch_t match[10]);

/* substitute.c */
bool substitute(const struct substitution *s);
