/* From the kernel's stack to main: the environment, the thread pointer, the program's name. */
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "system.h"

int main(int argc, char *argv[], char *envp[]);
_Noreturn void __start_c(long *stack);

char **environ;
const char *program_name = "?";

static struct thread_local first;

int *
__errno(void)
{
	struct thread_local *self;

	__asm__("mv %0, tp" : "=r"(self));
	return &self->error;
}

long
__result(long answer)
{
	if ((unsigned long)answer < -4095UL)
		return answer;
	errno = (int)-answer;
	return -1;
}

_Noreturn void
__start_c(long *stack)
{
	int argc = (int)stack[0];
	char **argv = (char **)(stack + 1);
	const char *slash;

	__asm__ volatile("mv tp, %0" : : "r"(&first));
	environ = argv + argc + 1;
	if (argc > 0) {
		slash = strrchr(argv[0], '/');
		program_name = slash != NULL && slash[1] != '\0' ? slash + 1 : argv[0];
	}
	exit(main(argc, argv, environ));
}
