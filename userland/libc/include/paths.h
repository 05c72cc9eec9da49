/* Where things are: the search path when none is given. */
#pragma once

#define _PATH_DEFPATH "/bin:/usr/bin:/sbin:/usr/sbin"
#define _PATH_BSHELL "/bin/sh"
#define _PATH_CONSOLE "/dev/console"
#define _PATH_TTY "/dev/tty"
#define _PATH_DEVNULL "/dev/null"
