/* A file is looked at, found harmless, and opened by its name; meanwhile the name has become another file's. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "lab.h"

static void
make(const char *name, const char *text, int mode)
{
	int file = open(name, O_CREAT | O_WRONLY | O_TRUNC, mode);

	MUST(write(file, text, 1) == 1);
	fchmod(file, (mode_t)mode);
	close(file);
}

int
main(void)
{
	struct stat seen;
	char first = 0;
	pid_t child;
	int file;

	make("/tmp/public", "p", 0644);
	make("/tmp/secret", "s", 0600);
	child = fork();
	if (child == 0) {
		rename("/tmp/secret", "/tmp/public");
		_exit(0);
	}
	if (fixed) {
		file = open("/tmp/public", O_RDONLY);
		fstat(file, &seen);
	} else {
		stat("/tmp/public", &seen);
		file = open("/tmp/public", O_RDONLY);
	}
	if (seen.st_mode & 0004) {
		MUST(read(file, &first, 1) == 1);
		MUST(first == 'p');
	}
	waitpid(child, NULL, 0);
	return 0;
}
