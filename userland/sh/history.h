/* The lines typed before, oldest forgotten first. */
#pragma once

void history_add(const char *line);
/* The line so many back, 1 for the last; NULL beyond the oldest. */
const char *history_back(int);
