/* diff: how two files differ, line by line, as a shortest list of changes; -u with context, -q only whether. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

enum { CONTEXT = 3 };

struct text {
	const char *name;
	char **lines;
	long count;
	bool ended; /* the last line has its newline */
	bool *changed;
};

static struct text left, right;
static bool ignoreCase, ignoreBlanks;

static void
load(struct text *t, const char *name)
{
	FILE *input = input_open(name);
	char *line = NULL;
	size_t size = 0;
	long room = 0;

	if (input == NULL)
		exit(2);
	t->name = name;
	t->ended = true;
	for (; input_line(&line, &size, input, &t->ended) != -1; line = NULL, size = 0) {
		if (t->count == room && (t->lines = reallocarray(t->lines, (size_t)(room = room * 2 + 64), sizeof *t->lines)) == NULL)
			err(2, NULL);
		t->lines[t->count++] = line;
	}
	free(line);
	input_close(input);
	t->changed = calloc((size_t)t->count + 1, sizeof *t->changed);
	if (t->changed == NULL)
		err(2, NULL);
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
same_text(const char *l, const char *r)
{
	if (!ignoreBlanks && !ignoreCase)
		return strcmp(l, r) == 0;
	for (;; l++, r++) {
		char a, b;

		while (ignoreBlanks && blank(*l))
			l++;
		while (ignoreBlanks && blank(*r))
			r++;
		a = *l;
		b = *r;
		if (ignoreCase && a >= 'A' && a <= 'Z')
			a |= 0x20;
		if (ignoreCase && b >= 'A' && b <= 'Z')
			b |= 0x20;
		if (a != b)
			return false;
		if (a == '\0')
			return true;
	}
}

/* A last line without a newline is another line than one with. */
static bool
same(long l, long r)
{
	bool leftEnded = l + 1 < left.count || left.ended, rightEnded = r + 1 < right.count || right.ended;

	return leftEnded == rightEnded && same_text(left.lines[l], right.lines[r]);
}

/*
 * Myers, "An O(ND) Difference Algorithm": on diagonal k the furthest point reachable with d
 * changes follows from those with d-1. The points of every d are kept, to walk back on.
 */
static void
compare(void)
{
	long most = left.count + right.count, *at = calloc((size_t)(2 * most + 3), sizeof *at), d, x = 0, y;
	long **history = calloc((size_t)most + 1, sizeof *history);
	bool done = false;

	if (at == NULL || history == NULL)
		err(2, NULL);
	at += most + 1;
	for (d = 0; !done; d++) {
		history[d] = malloc((size_t)(2 * d + 3) * sizeof **history);
		if (history[d] == NULL)
			err(2, NULL);
		memcpy(history[d], at - d - 1, (size_t)(2 * d + 3) * sizeof *at);
		for (long k = -d; k <= d && !done; k += 2) {
			x = k == -d || (k != d && at[k - 1] < at[k + 1]) ? at[k + 1] : at[k - 1] + 1;
			for (y = x - k; x < left.count && y < right.count && same(x, y); x++, y++)
				continue;
			at[k] = x;
			done = x >= left.count && y >= right.count;
		}
	}
	x = left.count;
	y = right.count;
	for (d--; d > 0; d--) {
		const long *before = history[d] + d + 1;
		long k = x - y;
		bool down = k == -d || (k != d && before[k - 1] < before[k + 1]);

		x = down ? before[k + 1] : before[k - 1];
		y = x - (down ? k + 1 : k - 1);
		if (down)
			right.changed[y] = true;
		else
			left.changed[x] = true;
	}
}

/* The next stretch of changed lines from l and r on; false when there is none. */
static bool
next_change(long *l, long *lEnd, long *r, long *rEnd)
{
	while (*l < left.count && *r < right.count && !left.changed[*l] && !right.changed[*r]) {
		++*l;
		++*r;
	}
	*lEnd = *l;
	*rEnd = *r;
	while (*lEnd < left.count && left.changed[*lEnd])
		++*lEnd;
	while (*rEnd < right.count && right.changed[*rEnd])
		++*rEnd;
	return *lEnd > *l || *rEnd > *r;
}

static void
print_lines(const struct text *t, const char *mark, long from, long to)
{
	for (; from < to; from++) {
		printf("%s%s\n", mark, t->lines[from]);
		if (from + 1 == t->count && !t->ended)
			puts("\\ No newline at end of file");
	}
}

static void
print_range(long from, long to)
{
	if (to - from > 1)
		printf("%ld,%ld", from + 1, to);
	else
		printf("%ld", to > from ? from + 1 : from);
}

static void
print_normal(void)
{
	for (long l = 0, r = 0, lEnd, rEnd; next_change(&l, &lEnd, &r, &rEnd); l = lEnd, r = rEnd) {
		print_range(l, lEnd);
		putchar(l == lEnd ? 'a' : r == rEnd ? 'd' : 'c');
		print_range(r, rEnd);
		putchar('\n');
		print_lines(&left, "< ", l, lEnd);
		if (l < lEnd && r < rEnd)
			puts("---");
		print_lines(&right, "> ", r, rEnd);
	}
}

static void
print_unified_range(char sign, long from, long to)
{
	printf("%c%ld", sign, to > from ? from + 1 : from);
	if (to - from != 1)
		printf(",%ld", to - from);
}

/* The lines of both from l and r on, marked by what became of them. */
static void
print_hunk_lines(long l, long lStop, long r, long rStop)
{
	while (l < lStop || r < rStop) {
		long lEnd = l, rEnd = r;

		while (lEnd < lStop && left.changed[lEnd])
			lEnd++;
		while (rEnd < rStop && right.changed[rEnd])
			rEnd++;
		print_lines(&left, "-", l, lEnd);
		print_lines(&right, "+", r, rEnd);
		l = lEnd;
		r = rEnd;
		if (l < lStop) {
			print_lines(&left, " ", l, l + 1);
			l++;
			r++;
		}
	}
}

/* Changes no further apart than twice the context share a hunk. False when there is no more. */
static bool
print_hunk(long *l, long *r)
{
	long lStart, rStart, lStop, rStop, lNext, rNext, lEnd, rEnd;

	if (!next_change(l, &lStop, r, &rStop))
		return false;
	lStart = *l < CONTEXT ? 0 : *l - CONTEXT;
	rStart = *r - (*l - lStart);
	for (lNext = lStop, rNext = rStop; next_change(&lNext, &lEnd, &rNext, &rEnd) && lNext - lStop <= 2 * CONTEXT;
	     lNext = lStop, rNext = rStop) {
		lStop = lEnd;
		rStop = rEnd;
	}
	*l = lStop;
	*r = rStop;
	for (int i = 0; i < CONTEXT && lStop < left.count && rStop < right.count; i++, lStop++, rStop++)
		continue;
	fputs("@@ ", stdout);
	print_unified_range('-', lStart, lStop);
	putchar(' ');
	print_unified_range('+', rStart, rStop);
	puts(" @@");
	print_hunk_lines(lStart, lStop, rStart, rStop);
	return true;
}

static void
print_title(const char *mark, const char *name)
{
	char text[64];
	struct stat st;
	struct tm tm;

	if (stat(name, &st) == -1)
		memset(&st, 0, sizeof st);
	strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", gmtime_r(&st.st_mtime, &tm));
	printf("%s %s\t%s.%09ld +0000\n", mark, name, text, st.st_mtim.tv_nsec);
}

static void
print_unified(void)
{
	long l = 0, r = 0;

	print_title("---", left.name);
	print_title("+++", right.name);
	while (print_hunk(&l, &r))
		continue;
}

static bool
differ(void)
{
	for (long i = 0; i < left.count; i++)
		if (left.changed[i])
			return true;
	for (long i = 0; i < right.count; i++)
		if (right.changed[i])
			return true;
	return false;
}

int
main(int argc, char *argv[])
{
	bool unified = false, brief = false;
	int option;

	command_begin(argc, argv, "diff [-iqu] [-w] FILE FILE");
	while ((option = getopt(argc, argv, "iquw")) != -1)
		switch (option) {
		case 'i':
			ignoreCase = true;
			break;
		case 'q':
			brief = true;
			break;
		case 'u':
			unified = true;
			break;
		case 'w':
			ignoreBlanks = true;
			break;
		default:
			command_usage(2);
		}
	if (argc - optind != 2)
		command_usage(2);
	load(&left, argv[optind]);
	load(&right, argv[optind + 1]);
	compare();
	if (!differ())
		return 0;
	if (brief)
		printf("Files %s and %s differ\n", left.name, right.name);
	else if (unified)
		print_unified();
	else
		print_normal();
	return command_end(1);
}
