#include "edit.h"

ssize_t
edit_line(const char *prompt, char **line, size_t *capacity)
{
	(void)prompt; (void)line; (void)capacity;
	return -1;
}
