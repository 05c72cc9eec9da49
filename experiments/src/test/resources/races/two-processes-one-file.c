#include "race.h"
#include <sys/file.h>
static void add(const char *name) {
	int file = open(name, O_RDWR);
	char text[16] = "";
#ifdef FIXED
	flock(file, LOCK_EX);
#endif
	(void)!pread(file, text, sizeof text - 1, 0);
	int length = snprintf(text, sizeof text, "%d", atoi(text) + 1);
	(void)!pwrite(file, text, (size_t)length, 0);
	close(file);
}
int main(void) {
	char name[] = "/tmp/countXXXXXX", text[16] = "";
	int file = mkstemp(name);
	pid_t child = fork();
	add(name);
	if (child == 0) _exit(0);
	waitpid(child, NULL, 0);
	(void)!pread(file, text, sizeof text - 1, 0);
	unlink(name);
	MUST(atoi(text) == 2);
	return 0;
}
