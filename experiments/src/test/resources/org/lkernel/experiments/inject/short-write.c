/* Takes it that write(2) writes all of it; with -DCORRECT it writes the rest. */
#include <string.h>
#include <unistd.h>

int
main(void)
{
	const char *text = "the quick brown fox\njumps over the lazy dog\n";
	size_t left = strlen(text);

	while (left > 0) {
		ssize_t written = write(1, text, left);
		if (written < 0)
			return 1;
#ifdef CORRECT
		text += written;
		left -= written;
#else
		left = 0;
#endif
	}
	return 0;
}
