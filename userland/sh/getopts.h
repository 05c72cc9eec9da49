/* getopts(1p), and what it remembers between calls. */
#pragma once

/* OPTIND was set, or the parameters: the next call starts over. */
void getopts_restart(void);
