/* The working directory, by the name the user reached it: cd(1p), pwd(1p). */
#pragma once

#include <stdbool.h>

void workdir_start(void);
const char *workdir_logical(void);
/* With every link resolved; NULL with errno. */
const char *workdir_physical(void);
/* Sets PWD and OLDPWD too; false with errno. */
bool workdir_change(const char *path, bool physical);
