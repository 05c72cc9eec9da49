/* Here-documents: POSIX Shell Command Language, 2.7.4. */
#pragma once

#include "tree.h"

/* Remembers a document whose body follows the next newline. */
void heredoc_expect(struct redirect *);
/* After a newline: reads the bodies that are due. */
void heredocs_read(void);
