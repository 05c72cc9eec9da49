/* What find can ask of a name. */
#include <dirent.h>
#include <fnmatch.h>
#include <string.h>

#include "find.h"
#include "path.h"

static bool
compare(const struct node *n, long value)
{
	return n->sign == '+' ? value > n->number : n->sign == '-' ? value < n->number : value == n->number;
}

bool
test_and(struct node *n, struct visit *at)
{
	return n->left->test(n->left, at) && n->right->test(n->right, at);
}

bool
test_or(struct node *n, struct visit *at)
{
	return n->left->test(n->left, at) || n->right->test(n->right, at);
}

bool
test_both(struct node *n, struct visit *at)
{
	n->left->test(n->left, at);
	return n->right->test(n->right, at);
}

bool
test_not(struct node *n, struct visit *at)
{
	return !n->left->test(n->left, at);
}

bool
test_constant(struct node *n, struct visit *at)
{
	(void)at;
	return n->number != 0;
}

bool
test_name(struct node *n, struct visit *at)
{
	return fnmatch(n->text, at->name, n->letter == 'i' ? FNM_CASEFOLD : 0) == 0;
}

bool
test_path(struct node *n, struct visit *at)
{
	return fnmatch(n->text, at->path, n->letter == 'i' ? FNM_CASEFOLD : 0) == 0;
}

bool
test_type(struct node *n, struct visit *at)
{
	static const char letters[] = "fdlcbps";
	static const mode_t types[] = { S_IFREG, S_IFDIR, S_IFLNK, S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK };

	return (at->st.st_mode & S_IFMT) == types[strchr(letters, n->letter) - letters];
}

bool
test_size(struct node *n, struct visit *at)
{
	return compare(n, (at->st.st_size + n->letter - 1) / n->letter);
}

bool
test_links(struct node *n, struct visit *at)
{
	return compare(n, at->st.st_nlink);
}

bool
test_inode(struct node *n, struct visit *at)
{
	return compare(n, (long)at->st.st_ino);
}

bool
test_time(struct node *n, struct visit *at)
{
	time_t then = n->letter == 'a' ? at->st.st_atime : n->letter == 'c' ? at->st.st_ctime : at->st.st_mtime;

	return compare(n, (walk.now - then) / n->time.tv_sec);
}

bool
test_newer(struct node *n, struct visit *at)
{
	const struct timespec *t = &at->st.st_mtim;

	return t->tv_sec != n->time.tv_sec ? t->tv_sec > n->time.tv_sec : t->tv_nsec > n->time.tv_nsec;
}

bool
test_mode(struct node *n, struct visit *at)
{
	mode_t mode = at->st.st_mode & 07777, wanted = (mode_t)n->number;

	if (n->sign == '-')
		return (mode & wanted) == wanted;
	return n->sign == '/' ? wanted == 0 || (mode & wanted) != 0 : mode == wanted;
}

bool
test_owner(struct node *n, struct visit *at)
{
	return (n->letter == 'g' ? at->st.st_gid : at->st.st_uid) == (uid_t)n->number;
}

bool
test_empty(struct node *n, struct visit *at)
{
	struct dirent *entry;
	bool empty = true;
	DIR *dir;

	(void)n;
	if (!S_ISDIR(at->st.st_mode))
		return S_ISREG(at->st.st_mode) && at->st.st_size == 0;
	dir = opendir(at->path);
	if (dir == NULL)
		return false;
	while (empty && (entry = readdir(dir)) != NULL)
		empty = path_is_dots(entry->d_name);
	closedir(dir);
	return empty;
}
