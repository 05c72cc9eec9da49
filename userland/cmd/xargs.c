/* xargs: runs a command with arguments read from standard input, as many at a time as fit. */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"

enum { MOST_BYTES = 120000, MOST_WORDS = 8192 };

static char *words[MOST_WORDS + 2];
static int fixed, used;       /* words of the command, words in all */
static size_t bytes;
static long mostWords = LONG_MAX, mostLines = LONG_MAX;
static bool zero, trace, skipEmpty;
static const char *replaced;
static int status;

static void
judge(int how)
{
	if (WIFSIGNALED(how))
		errx(125, "%s: killed by signal %d", words[0], WTERMSIG(how));
	if (WEXITSTATUS(how) == 255)
		errx(124, "%s: exited with status 255", words[0]);
	if (WEXITSTATUS(how) == 126 || WEXITSTATUS(how) == 127)
		exit(WEXITSTATUS(how));
	if (WEXITSTATUS(how) != 0)
		status = 123;
}

static void
run(char *argv[])
{
	int how, fd;
	pid_t child;

	fflush(stdout);
	if (trace)
		for (int i = 0; argv[i] != NULL; i++)
			fprintf(stderr, "%s%s", argv[i], argv[i + 1] != NULL ? " " : "\n");
	child = fork();
	if (child == -1)
		err(1, "fork");
	if (child == 0) {
		fd = open("/dev/null", O_RDONLY);
		if (fd != -1)
			dup2(fd, STDIN_FILENO);
		execvp(argv[0], argv);
		err(errno == ENOENT ? 127 : 126, "%s", argv[0]);
	}
	waitpid(child, &how, 0);
	judge(how);
}

static void
flush(void)
{
	words[used] = NULL;
	run(words);
	for (; used > fixed; used--)
		free(words[used - 1]);
	bytes = 0;
}

/* -I: the text is put in place of every occurrence of the mark, one run for each. */
static void
run_replaced(const char *text)
{
	char *argv[MOST_WORDS + 1];
	size_t mark = strlen(replaced);

	for (int i = 0; i < fixed; i++) {
		char *built = strdup(""), *former;
		const char *from = words[i], *hit;

		while ((hit = strstr(from, replaced)) != NULL) {
			former = built;
			asprintf(&built, "%s%.*s%s", former, (int)(hit - from), from, text);
			free(former);
			from = hit + mark;
		}
		former = built;
		asprintf(&built, "%s%s", former, from);
		free(former);
		argv[i] = built;
	}
	argv[fixed] = NULL;
	run(argv);
	for (int i = 0; i < fixed; i++)
		free(argv[i]);
}

static void
add(const char *text)
{
	if (replaced != NULL) {
		run_replaced(text);
		return;
	}
	if (used > fixed && (used - fixed >= mostWords || used >= MOST_WORDS || bytes + strlen(text) + 1 > MOST_BYTES))
		flush();
	words[used++] = strdup(text);
	bytes += strlen(text) + 1;
}

/* One word of the input being read. */
struct word {
	char *text;
	size_t length;
	bool any; /* something has been read, if only a pair of quotes */
};

static void
append(struct word *w, int c)
{
	if (w->length + 1 == MOST_BYTES)
		errx(1, "argument too long");
	w->text[w->length++] = (char)c;
	w->any = true;
}

static void
read_quoted(struct word *w, int quote)
{
	int c;

	w->any = true;
	while ((c = getchar()) != quote) {
		if (c == '\n' || c == EOF)
			errx(1, "unmatched %s quote", quote == '"' ? "double" : "single");
		append(w, c);
	}
}

/* Whether a character outside quotes ends the word: with -I only the line does. */
static bool
ends_word(int c)
{
	return c == EOF || c == '\n' || (replaced == NULL && isblank(c));
}

/* Up to a NUL with -0; else quotes and backslashes are done. What ended the word, EOF at the input's end. */
static int
read_word(struct word *w)
{
	int c;

	w->length = 0;
	w->any = false;
	if (zero) {
		while ((c = getchar()) != EOF && c != '\0')
			append(w, c);
		w->any |= c == '\0';
	} else
		for (;;) {
			c = getchar();
			if (c == EOF || (ends_word(c) && w->any))
				break;
			if (c == '"' || c == '\'')
				read_quoted(w, c);
			else if (c == '\\' && (c = getchar()) != EOF)
				append(w, c);
			else if (!isspace(c) || w->any)
				append(w, c);
		}
	w->text[w->length] = '\0';
	return c;
}

int
main(int argc, char *argv[])
{
	static char *echo[] = { "echo" };
	static char text[MOST_BYTES];
	struct word word = { .text = text };
	bool any = false;
	long lines = 0;
	int option, end;

	command_begin(argc, argv, "xargs [-0rt] [-I TEXT] [-L LINES] [-n WORDS] [COMMAND [ARGUMENT...]]");
	while ((option = getopt(argc, argv, "0I:L:n:rt")) != -1)
		switch (option) {
		case '0':
			zero = true;
			break;
		case 'I':
			replaced = optarg;
			break;
		case 'L':
			mostLines = command_number(optarg, 1, 1);
			break;
		case 'n':
			mostWords = command_number(optarg, 1, 1);
			break;
		case 'r':
			skipEmpty = true;
			break;
		case 't':
			trace = true;
			break;
		default:
			command_usage(1);
		}
	fixed = argc - optind > 0 ? argc - optind : 1;
	if (fixed > MOST_WORDS / 2)
		errx(1, "command too long");
	memcpy(words, argc - optind > 0 ? argv + optind : echo, (size_t)fixed * sizeof *words);
	used = fixed;
	do {
		end = read_word(&word);
		if (!word.any)
			continue;
		any = true;
		add(word.text);
		lines += end == '\n';
		if (lines == mostLines) {
			flush();
			lines = 0;
		}
	} while (end != EOF);
	if (replaced == NULL && (used > fixed || (!any && !skipEmpty)))
		flush();
	return status;
}
