/* ls: names of files, and with -l what they are. */
#include <dirent.h>
#include <err.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "mode.h"
#include "names.h"
#include "path.h"

struct entry {
	char *name;
	struct stat st;
	char *target; /* of a link, in a long listing */
};

struct listing {
	struct entry *entries;
	size_t count, room;
	unsigned long blocks;
};

static bool flag[128]; /* by option letter */
static int status;

static int
compare(const void *left, const void *right)
{
	const struct entry *l = left, *r = right;
	long order = 0;

	if (flag['S'])
		order = r->st.st_size - l->st.st_size;
	else if (flag['t']) {
		order = r->st.st_mtim.tv_sec - l->st.st_mtim.tv_sec;
		if (order == 0)
			order = r->st.st_mtim.tv_nsec - l->st.st_mtim.tv_nsec;
	}
	if (order == 0)
		order = strcmp(l->name, r->name);
	order = order < 0 ? -1 : order > 0;
	return (int)(flag['r'] ? -order : order);
}

static char *
link_target(const char *path)
{
	char target[PATH_MAX];
	ssize_t length = readlink(path, target, sizeof target - 1);

	return length == -1 ? NULL : strndup(target, (size_t)length);
}

static bool
add(struct listing *to, const char *name, const char *path, bool follow)
{
	struct entry *e;

	if (to->count == to->room) {
		to->room = to->room * 2 + 16;
		to->entries = reallocarray(to->entries, to->room, sizeof *to->entries);
		if (to->entries == NULL)
			err(2, NULL);
	}
	e = &to->entries[to->count];
	if ((!follow || stat(path, &e->st) == -1) && lstat(path, &e->st) == -1) {
		warn("cannot access '%s'", path);
		status = 2;
		return false;
	}
	e->name = strdup(name);
	e->target = flag['l'] && S_ISLNK(e->st.st_mode) ? link_target(path) : NULL;
	to->blocks += (unsigned long)e->st.st_blocks;
	to->count++;
	return true;
}

static void
clear(struct listing *l)
{
	for (size_t i = 0; i < l->count; i++) {
		free(l->entries[i].name);
		free(l->entries[i].target);
	}
	free(l->entries);
	*l = (struct listing){ 0 };
}

static const char *
indicator(mode_t mode)
{
	if (S_ISDIR(mode))
		return flag['F'] || flag['p'] ? "/" : "";
	if (!flag['F'])
		return "";
	return S_ISLNK(mode) ? "@" : S_ISFIFO(mode) ? "|" : S_ISSOCK(mode) ? "=" : S_ISREG(mode) && (mode & 0111) != 0 ? "*" : "";
}

static const char *
owner(const struct entry *e, bool group)
{
	static char number[2][16];

	if (flag['n']) {
		snprintf(number[group], 16, "%u", group ? e->st.st_gid : e->st.st_uid);
		return number[group];
	}
	return group ? group_name(e->st.st_gid) : user_name(e->st.st_uid);
}

static const char *
size_text(const struct entry *e)
{
	static char text[32];

	if (S_ISCHR(e->st.st_mode) || S_ISBLK(e->st.st_mode))
		snprintf(text, sizeof text, "%u, %u", major(e->st.st_rdev), minor(e->st.st_rdev));
	else if (flag['h'])
		return human_size((unsigned long)e->st.st_size);
	else
		snprintf(text, sizeof text, "%ld", e->st.st_size);
	return text;
}

/* Half a year ago or in the future: the year matters more than the time of day. */
static const char *
time_text(const struct entry *e)
{
	static char text[64];
	struct tm tm;
	time_t now = time(NULL), then = e->st.st_mtim.tv_sec;

	gmtime_r(&then, &tm);
	strftime(text, sizeof text, then > now || then < now - 15778476 ? "%b %e  %Y" : "%b %e %H:%M", &tm);
	return text;
}

/* Column widths: blocks, links, owner, group, size, inode. */
struct widths {
	int blocks, links, user, group, size, inode;
};

static void
widen(int *width, int length)
{
	if (*width < length)
		*width = length;
}

static int
digits(unsigned long number)
{
	return snprintf(NULL, 0, "%lu", number);
}

static struct widths
measure(const struct listing *l)
{
	struct widths w = { 0 };

	for (size_t i = 0; i < l->count; i++) {
		const struct entry *e = &l->entries[i];

		widen(&w.inode, digits(e->st.st_ino));
		widen(&w.blocks, flag['h'] ? 5 : digits((unsigned long)e->st.st_blocks / 2));
		if (!flag['l'])
			continue;
		widen(&w.links, digits(e->st.st_nlink));
		widen(&w.user, (int)strlen(owner(e, false)));
		widen(&w.group, (int)strlen(owner(e, true)));
		widen(&w.size, (int)strlen(size_text(e)));
	}
	return w;
}

static void
print_prefix(const struct entry *e, const struct widths *w)
{
	if (flag['i'])
		printf("%*lu ", w->inode, e->st.st_ino);
	if (flag['s'])
		printf("%*ld ", w->blocks, e->st.st_blocks / 2);
}

static void
print_long(const struct entry *e, const struct widths *w)
{
	char mode[11];

	mode_text(e->st.st_mode, mode);
	printf("%s %*u ", mode, w->links, e->st.st_nlink);
	if (!flag['g'])
		printf("%-*s ", w->user, owner(e, false));
	if (!flag['o'])
		printf("%-*s ", w->group, owner(e, true));
	printf("%*s %s %s", w->size, size_text(e), time_text(e), e->name);
	if (e->target != NULL)
		printf(" -> %s", e->target);
	printf("%s\n", e->target != NULL ? "" : indicator(e->st.st_mode));
}

static int
terminal_width(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

/* What an entry takes in a column, without the gap behind it. */
static int
cell_width(const struct entry *e, const struct widths *w)
{
	return (flag['i'] ? w->inode + 1 : 0) + (flag['s'] ? w->blocks + 1 : 0) + (int)strlen(e->name) +
	    (int)strlen(indicator(e->st.st_mode));
}

/* The width of the column that begins with entry number first. */
static int
column_width(const struct listing *l, const struct widths *w, size_t first, size_t rows)
{
	int width = 0;

	for (size_t i = first; i < l->count && i < first + rows; i++)
		widen(&width, cell_width(&l->entries[i], w));
	return width + 2;
}

/* The fewest rows whose columns still fit beside each other. */
static size_t
fewest_rows(const struct listing *l, const struct widths *w)
{
	int limit = terminal_width() + 2;

	for (size_t rows = 1; rows < l->count; rows++) {
		int total = 0;

		for (size_t first = 0; first < l->count && total <= limit; first += rows)
			total += column_width(l, w, first, rows);
		if (total <= limit)
			return rows;
	}
	return l->count;
}

/* Sorted down the columns. */
static void
print_columns(const struct listing *l, const struct widths *w)
{
	size_t rows = fewest_rows(l, w);

	for (size_t row = 0; row < rows; row++) {
		for (size_t i = row; i < l->count; i += rows) {
			const struct entry *e = &l->entries[i];

			print_prefix(e, w);
			printf("%s%s", e->name, indicator(e->st.st_mode));
			if (i + rows < l->count)
				printf("%*s", column_width(l, w, i - row, rows) - cell_width(e, w), "");
		}
		putchar('\n');
	}
}

static void
print(struct listing *l)
{
	struct widths w = measure(l);

	if (!flag['f'])
		qsort(l->entries, l->count, sizeof *l->entries, compare);
	if (flag['C'] && l->count > 0) {
		print_columns(l, &w);
		return;
	}
	for (size_t i = 0; i < l->count; i++) {
		const struct entry *e = &l->entries[i];

		print_prefix(e, &w);
		if (flag['l'])
			print_long(e, &w);
		else
			printf("%s%s\n", e->name, indicator(e->st.st_mode));
	}
}

static bool
shown(const char *name)
{
	if (flag['a'] || flag['f'])
		return true;
	return name[0] != '.' || (flag['A'] && !path_is_dots(name));
}

static void list_directory(const char *path, bool title);

static void
recurse(const char *path, const struct listing *l)
{
	char child[PATH_MAX];

	for (size_t i = 0; i < l->count; i++) {
		const struct entry *e = &l->entries[i];

		if (S_ISDIR(e->st.st_mode) && !path_is_dots(e->name) && path_join(child, path, e->name)) {
			putchar('\n');
			list_directory(child, true);
		}
	}
}

static void
list_directory(const char *path, bool title)
{
	struct listing l = { 0 };
	char name[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(path);

	if (dir == NULL) {
		warn("cannot open directory '%s'", path);
		status = 2;
		return;
	}
	if (title)
		printf("%s:\n", path);
	while ((entry = readdir(dir)) != NULL)
		if (shown(entry->d_name) && path_join(name, path, entry->d_name))
			add(&l, entry->d_name, name, flag['L']);
	closedir(dir);
	if (flag['l'] || flag['s'])
		printf("total %s\n", flag['h'] ? human_size(l.blocks * 512) : (snprintf(name, sizeof name, "%lu", l.blocks / 2), name));
	print(&l);
	if (flag['R'])
		recurse(path, &l);
	clear(&l);
}

/* Files first, then the directories' contents, both sorted. */
static void
list_operands(int count, char *operands[])
{
	struct listing files = { 0 }, directories = { 0 };
	bool follow = flag['L'] || flag['H'] || (!flag['l'] && !flag['d'] && !flag['F']);

	for (int i = 0; i < count; i++) {
		struct stat st;
		bool directory = !flag['d'] && (follow ? stat(operands[i], &st) : lstat(operands[i], &st)) == 0 &&
		    S_ISDIR(st.st_mode);

		add(directory ? &directories : &files, operands[i], operands[i], follow);
	}
	print(&files);
	if (!flag['f'])
		qsort(directories.entries, directories.count, sizeof *directories.entries, compare);
	for (size_t i = 0; i < directories.count; i++) {
		if (i > 0 || files.count > 0)
			putchar('\n');
		list_directory(directories.entries[i].name, count > 1 || flag['R']);
	}
	clear(&files);
	clear(&directories);
}

int
main(int argc, char *argv[])
{
	static char *here[] = { "." };
	int option;

	command_begin(argc, argv, "ls [-1AaCdFfgHhiLlnopRrSst] [FILE...]");
	flag['C'] = isatty(STDOUT_FILENO);
	while ((option = getopt(argc, argv, "1AaCdFfgHhiLlnopRrSst")) != -1) {
		if (option == '?')
			command_usage(2);
		flag[option] = true;
		if (option == 'g' || option == 'n' || option == 'o')
			flag['l'] = true;
		if (option == 'C')
			flag['l'] = flag['1'] = false;
		else if (flag['l'] || flag['1'])
			flag['C'] = false;
	}
	if (optind == argc)
		list_operands(1, here);
	else
		list_operands(argc - optind, argv + optind);
	return command_end(status);
}
