/* The first program of a User-Mode Linux: runs the words of the variable WORDS and turns the machine off. */
#include <stdlib.h>
#include <string.h>
#include <sys/reboot.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(void)
{
	char *words[16], *all = getenv("WORDS");
	int count = 0;

	for (char *word = strtok(all, ","); word && count < 15; word = strtok(NULL, ","))
		words[count++] = word;
	words[count] = NULL;
	if (fork() == 0) {
		execv(words[0], words);
		_exit(127);
	}
	wait(NULL);
	reboot(RB_POWER_OFF);
	return 1;
}
