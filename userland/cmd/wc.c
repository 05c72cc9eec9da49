/* wc: counts lines, words and bytes. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

struct counts {
	long lines, words, bytes, longest;
};

static bool flag[128];
static struct counts total;
static int width = 1, files;

static void
print(const struct counts *c, const char *name)
{
	const char *space = "";
	const struct {
		char letter;
		long value;
	} columns[] = { { 'l', c->lines }, { 'w', c->words }, { 'c', c->bytes }, { 'L', c->longest } };

	for (size_t i = 0; i < 4; i++)
		if (flag[(int)columns[i].letter]) {
			printf("%s%*ld", space, width, columns[i].value);
			space = " ";
		}
	printf("%s%s\n", *name != '\0' ? " " : "", name);
}

static void
count(FILE *input, const char *name)
{
	struct counts n = { 0 };
	bool word = false;
	long column = 0;
	int c;

	while ((c = getc(input)) != EOF) {
		n.bytes++;
		n.lines += c == '\n';
		if (isspace(c))
			word = false;
		else if (!word) {
			word = true;
			n.words++;
		}
		column = c == '\n' || c == '\r' || c == '\f' ? 0 : c == '\t' ? (column | 7) + 1 : column + (isprint(c) != 0);
		if (column > n.longest)
			n.longest = column;
	}
	total.lines += n.lines;
	total.words += n.words;
	total.bytes += n.bytes;
	if (n.longest > total.longest)
		total.longest = n.longest;
	print(&n, files == 0 ? "" : name);
}

/* As wide as the sum of all sizes: 7 when one of the files has none that is known. */
static void
choose_width(int argc, char *argv[])
{
	int columns = flag['l'] + flag['w'] + flag['c'] + flag['L'];
	bool unknown = false;
	long sum = 0;
	struct stat st;

	if (columns == 1 && files <= 1)
		return;
	for (int i = optind; i < argc || i == optind; i++) {
		bool standard = i == argc || strcmp(argv[i], "-") == 0;

		if ((standard ? fstat(STDIN_FILENO, &st) : stat(argv[i], &st)) == -1)
			continue;
		unknown |= !S_ISREG(st.st_mode);
		sum += S_ISREG(st.st_mode) ? st.st_size : 0;
	}
	width = snprintf(NULL, 0, "%ld", sum);
	if (unknown && width < 7)
		width = 7;
}

int
main(int argc, char *argv[])
{
	bool good;
	int option;

	command_begin(argc, argv, "wc [-cLlmw] [FILE...]");
	while ((option = getopt(argc, argv, "cLlmw")) != -1) {
		if (option == '?')
			command_usage(1);
		flag[option == 'm' ? 'c' : option] = true;
	}
	if (!flag['c'] && !flag['l'] && !flag['w'] && !flag['L'])
		flag['c'] = flag['l'] = flag['w'] = true;
	files = argc - optind;
	choose_width(argc, argv);
	good = input_each(argc, argv, count);
	if (files > 1)
		print(&total, "total");
	return command_end(good ? 0 : 1);
}
