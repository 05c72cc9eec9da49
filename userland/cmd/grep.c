/* grep: lines that match a pattern. */
#include <dirent.h>
#include <err.h>
#include <limits.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"
#include "path.h"

struct pattern {
	regex_t regex;
	struct pattern *next;
};

static bool flag[128]; /* by option letter */
static struct pattern *patterns, **lastPattern = &patterns;
static long most = LONG_MAX, linesBefore, linesAfter;
static bool named, anySelected, anyTrouble;

/* What has been seen of the file at hand. */
static struct {
	const char *name;
	long line, selected, offset;
	long lastPrinted, printAfter;
	char **kept; /* the last linesBefore lines */
} file;

/* A fixed string as a basic expression. */
static char *
literally(const char *text)
{
	char *pattern = malloc(2 * strlen(text) + 1), *to = pattern;

	if (pattern == NULL)
		err(2, NULL);
	for (; *text != '\0'; text++) {
		if (strchr("\\.[]*^$", *text) != NULL)
			*to++ = '\\';
		*to++ = *text;
	}
	*to = '\0';
	return pattern;
}

static void
add_pattern(const char *text)
{
	struct pattern *p = calloc(1, sizeof *p);
	char *pattern = flag['F'] ? literally(text) : strdup(text), message[64];
	int error;

	if (p == NULL || pattern == NULL)
		err(2, NULL);
	error = regcomp(&p->regex, pattern, (flag['E'] ? REG_EXTENDED : 0) | (flag['i'] ? REG_ICASE : 0));
	if (error != 0) {
		regerror(error, &p->regex, message, sizeof message);
		errx(2, "%s", message);
	}
	free(pattern);
	*lastPattern = p;
	lastPattern = &p->next;
}

/* Each line of the text is a pattern. */
static void
add_patterns(char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")) != NULL)
		add_pattern(line);
}

static void
add_file(const char *name)
{
	FILE *input = input_open(name);
	char *line = NULL;
	size_t size = 0;
	bool ended;

	if (input == NULL)
		exit(2);
	while (input_line(&line, &size, input, &ended) != -1)
		add_pattern(line);
	free(line);
	input_close(input);
}

static bool
is_word(const char *line, long length, long at)
{
	char c = at >= 0 && at < length ? line[at] : ' ';

	return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool
acceptable(const char *line, long length, const regmatch_t *m)
{
	if (flag['x'])
		return m->rm_so == 0 && m->rm_eo == length;
	return !flag['w'] || (!is_word(line, length, m->rm_so - 1) && !is_word(line, length, m->rm_eo));
}

/* The first acceptable match of one pattern from the offset on. */
static bool
match_one(const struct pattern *p, const char *line, long length, long from, regmatch_t *m)
{
	for (; from <= length; from = m->rm_so + 1) {
		*m = (regmatch_t){ from, length };
		if (regexec(&p->regex, line, 1, m, REG_STARTEND) != 0)
			return false;
		if (acceptable(line, length, m))
			return true;
		/* A shorter match in the same place may be a word where the longest is not. */
		for (regmatch_t s = *m; flag['w'] && s.rm_eo > s.rm_so;) {
			long end = s.rm_eo - 1;

			s = (regmatch_t){ m->rm_so, end };
			if (regexec(&p->regex, line, 1, &s, REG_STARTEND | REG_NOTEOL) != 0 || s.rm_so != m->rm_so)
				break;
			if (acceptable(line, length, &s)) {
				*m = s;
				return true;
			}
		}
	}
	return false;
}

/* The leftmost and then longest match of all patterns. */
static bool
match(const char *line, long length, long from, regmatch_t *best)
{
	bool any = false;
	regmatch_t m;

	for (const struct pattern *p = patterns; p != NULL; p = p->next)
		if (match_one(p, line, length, from, &m)) {
			if (!any || m.rm_so < best->rm_so || (m.rm_so == best->rm_so && m.rm_eo > best->rm_eo))
				*best = m;
			any = true;
		}
	return any;
}

static void
prefix(char separator, long line, long offset)
{
	if (named)
		printf("%s%c", file.name, separator);
	if (flag['n'])
		printf("%ld%c", line, separator);
	if (flag['b'])
		printf("%ld%c", offset, separator);
}

static void
print_matches(const char *line, long length)
{
	regmatch_t m;

	for (long from = 0; match(line, length, from, &m); from = m.rm_eo > m.rm_so ? m.rm_eo : m.rm_eo + 1)
		if (m.rm_eo > m.rm_so) {
			prefix(':', file.line, file.offset + m.rm_so);
			fwrite(line + m.rm_so, 1, (size_t)(m.rm_eo - m.rm_so), stdout);
			putchar('\n');
		}
}

static void
print_line(const char *line, char separator, long number, long offset)
{
	prefix(separator, number, offset);
	puts(line);
	file.lastPrinted = number;
}

/* Lines of context are kept in a ring until a match behind them asks for them. */
static void
print_before(void)
{
	long first = file.line - linesBefore;

	if (first <= file.lastPrinted)
		first = file.lastPrinted + 1;
	if (first < 1)
		first = 1;
	if ((linesBefore > 0 || linesAfter > 0) && file.lastPrinted > 0 && first > file.lastPrinted + 1)
		puts("--");
	for (; first < file.line; first++)
		print_line(file.kept[first % linesBefore], '-', first, 0);
}

static void
keep(const char *line)
{
	char **place;

	if (linesBefore == 0)
		return;
	place = &file.kept[file.line % linesBefore];
	free(*place);
	*place = strdup(line);
}

/* False once the rest of the file cannot matter. */
static bool
select_line(const char *line, long length)
{
	file.selected++;
	anySelected = true;
	if (flag['q'] || flag['l'] || flag['L'])
		return false;
	if (flag['c'])
		return file.selected < most;
	if (flag['o'] && !flag['v'])
		print_matches(line, length);
	else if (!flag['o']) {
		print_before();
		print_line(line, ':', file.line, file.offset);
	}
	file.printAfter = file.line + linesAfter;
	return file.selected < most || linesAfter > 0;
}

static void
search(FILE *input, const char *name)
{
	char *line = NULL;
	size_t size = 0;
	bool ended, go = true;
	ssize_t length;
	regmatch_t m;

	file.name = strcmp(name, "-") == 0 ? "(standard input)" : name;
	file.line = file.selected = file.offset = file.lastPrinted = file.printAfter = 0;
	while (go && (length = input_line(&line, &size, input, &ended)) != -1) {
		file.line++;
		if (file.selected < most && match(line, length, 0, &m) != flag['v'])
			go = select_line(line, length);
		else if (file.line <= file.printAfter)
			print_line(line, '-', file.line, file.offset);
		else if (file.selected >= most)
			go = false;
		keep(line);
		file.offset += length + ended;
	}
	free(line);
	if (flag['q'])
		return;
	if (flag['c'])
		printf("%s%s%ld\n", named ? file.name : "", named ? ":" : "", file.selected);
	if ((flag['l'] && file.selected > 0) || (flag['L'] && file.selected == 0))
		puts(file.name);
}

static void
trouble(const char *name)
{
	anyTrouble = true;
	if (!flag['s'])
		warn("%s", name);
}

static void visit(const char *name);

static void
visit_directory(const char *name)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(name);

	if (dir == NULL) {
		trouble(name);
		return;
	}
	while ((entry = readdir(dir)) != NULL)
		if (!path_is_dots(entry->d_name) && path_join(path, name, entry->d_name))
			visit(path);
	closedir(dir);
}

static void
visit(const char *name)
{
	FILE *input;

	if (strcmp(name, "-") == 0) {
		search(stdin, name);
		return;
	}
	if (path_is_directory(name)) {
		if (flag['r'])
			visit_directory(name);
		else
			warnx("%s: Is a directory", name);
		return;
	}
	input = fopen(name, "re");
	if (input == NULL) {
		trouble(name);
		return;
	}
	search(input, name);
	fclose(input);
}

static void
context(const char *text, bool before, bool after)
{
	long lines = command_number(text, 0, 2);

	if (before)
		linesBefore = lines;
	if (after)
		linesAfter = lines;
}

int
main(int argc, char *argv[])
{
	char *expressions[256];
	const char *files[256];
	int option, expressionCount = 0, fileCount = 0;

	command_begin(argc, argv,
	    "grep [-EFGHLRabchilnoqrsvwx] [-A N] [-B N] [-C N] [-m N] [-e PATTERN]... [-f FILE]... [PATTERN] [FILE...]");
	while ((option = getopt(argc, argv, "A:B:C:EFGHLRabce:f:hilm:noqrsvwxy")) != -1)
		switch (option) {
		case 'A':
			context(optarg, false, true);
			break;
		case 'B':
			context(optarg, true, false);
			break;
		case 'C':
			context(optarg, true, true);
			break;
		case 'e':
			if (expressionCount < 256)
				expressions[expressionCount++] = optarg;
			break;
		case 'f':
			if (fileCount < 256)
				files[fileCount++] = optarg;
			break;
		case 'm':
			most = command_number(optarg, 0, 2);
			break;
		case 'R':
			flag['r'] = true;
			break;
		case 'y':
			flag['i'] = true;
			break;
		case '?':
			command_usage(2);
		default:
			flag[option] = true;
		}
	for (int i = 0; i < expressionCount; i++)
		add_patterns(expressions[i]);
	for (int i = 0; i < fileCount; i++)
		add_file(files[i]);
	if (expressionCount == 0 && fileCount == 0) {
		if (optind == argc)
			command_usage(2);
		add_patterns(argv[optind++]);
	}
	named = !flag['h'] && (flag['H'] || argc - optind > 1 ||
	    (flag['r'] && (optind == argc || path_is_directory(argv[optind]))));
	if (linesBefore > 0 && (file.kept = calloc((size_t)linesBefore, sizeof *file.kept)) == NULL)
		err(2, NULL);
	if (optind == argc)
		visit(flag['r'] ? "." : "-");
	for (; optind < argc; optind++)
		visit(argv[optind]);
	return command_end(anyTrouble && !(flag['q'] && anySelected) ? 2 : anySelected ? 0 : 1);
}
