/* A stream: a descriptor with a buffer that holds either input not yet read or output not yet written. */
#pragma once

#include <stdio.h>

enum { UNREAD = 8 }; /* room in front of the buffer for ungetc */

struct file {
	int fd;
	int mode;                   /* _IOFBF, _IOLBF, _IONBF */
	unsigned char readable, writable, ended, failed;
	unsigned char decided;      /* whether the kind of buffering has been chosen */
	unsigned char allocated;
	size_t next, filled;        /* input is space[next..filled) */
	size_t pending;             /* output is space[UNREAD..UNREAD + pending) */
	struct file *another;       /* in the list of open streams */
	char *space;                /* UNREAD + BUFSIZ bytes */
};

int __flush(FILE *stream);
void __flush_all(void);
