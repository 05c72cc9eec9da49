/*
 * Parses mutations of the scripts it is given, over and over, in one process: built for the
 * host with the address and undefined-behaviour sanitizers, which are its oracle, leaks too.
 * fuzz SEED COUNT FILE... prints the seed of each round it is about to run when VERBOSE is set.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../arith.h"
#include "../failure.h"
#include "../input.h"
#include "../parser.h"
#include "../pattern.h"
#include "../shell.h"
#include "../vars.h"

#define LONGEST 4096

static unsigned long state;

static unsigned
draw(unsigned below)
{
	state = state * 6364136223846793005ul + 1442695040888963407ul;
	return (unsigned)(state >> 33) % below;
}

static const char *const pieces[] = {
	"$(", "`", "${", "}", "((", "))", "$((", "\"", "'", "\\", "\n", "<<E\n", "<<-'E'\n", "E\n", "if ", "then ",
	"fi", "case x in ", "esac", ";;", ";&", "do ", "done", "for i in ", "while ", "{ ", "( ", ")", "&&", "||", "|",
	"&", ";", ">", "<", ">&", "<&", ">|", "<>", "#", "!", "~", "*", "[", "]", "f() ", "x=", "${x:-", "${#", "${x%%",
	"$@", "\"$@\"", "$'", "\\\n", "\t", "1>", "2>&1", "\x80", "in ", "elif ", "else "
};

static size_t
mutate(char *script, size_t length)
{
	unsigned changes = 1 + draw(8);

	while (changes-- > 0 && length > 0) {
		size_t at = draw((unsigned)length), span = draw(20);
		const char *piece = pieces[draw(sizeof pieces / sizeof pieces[0])];

		switch (draw(5)) {
		case 0:
			script[at] = (char)(1 + draw(255));
			break;
		case 1:
			if (span > length - at)
				span = length - at;
			memmove(script + at, script + at + span, length - at - span);
			length -= span;
			break;
		case 2:
			length = at + 1;
			break;
		default:
			span = strlen(piece);
			if (length + span >= LONGEST)
				break;
			memmove(script + at + span, script + at, length - at);
			memcpy(script + at, piece, span);
			length += span;
		}
	}
	return length;
}

static void
parse(const char *script, size_t length)
{
	struct mark mark = arena_mark(&scratch);
	struct handler handler;
	struct cleanup source;
	struct unit *unit;

	handler_push(&handler);
	if (setjmp(handler.at) == 0) {
		input_push_string(script, length, 1);
		cleanup_push(&source, input_pop, NULL);
		while ((unit = parser_command()) != NULL) {
			if (unit->root != NULL)
				node_source(&unit->arena, unit->root);
			unit_drop(unit);
		}
		cleanup_pop();
		handler_pop(&handler);
	}
	arena_release(&scratch, mark);
}

/* The same text as an expression and as a pattern. */
static void
evaluate(char *script)
{
	struct mark mark = arena_mark(&scratch);
	struct handler handler;

	pattern_matches(script, script);
	handler_push(&handler);
	if (setjmp(handler.at) == 0) {
		arith_evaluate(script);
		handler_pop(&handler);
	}
	arena_release(&scratch, mark);
}

int
main(int count, char **arguments)
{
	unsigned long first = strtoul(arguments[1], NULL, 10), rounds = strtoul(arguments[2], NULL, 10), round;
	static char script[LONGEST + 64];
	char name[256];

	stack_measure();
	vars_declare("IFS", " \t\n", 0);
	if (getenv("VERBOSE") == NULL) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, 2);
	}
	for (round = first; round < first + rounds; round++) {
		FILE *file;
		size_t length, skipped;

		state = round * 2654435761ul + 12345;
		snprintf(name, sizeof name, "%s", arguments[3 + draw((unsigned)count - 3)]);
		file = fopen(name, "r");
		if (file == NULL)
			return 2;
		fseek(file, 0, SEEK_END);
		skipped = draw((unsigned)ftell(file) + 1);
		fseek(file, (long)skipped, SEEK_SET);
		length = fread(script, 1, 1 + draw(600), file);
		fclose(file);
		if (length == 0)
			continue;
		length = mutate(script, length);
		script[length] = '\0';
		if (getenv("VERBOSE") != NULL)
			fprintf(stderr, "round %lu\n", round);
		parse(script, length);
		if (draw(4) == 0)
			evaluate(script);
	}
	printf("%lu rounds\n", rounds);
	return 0;
}
