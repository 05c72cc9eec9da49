/* What one conversion of printf asks for. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* One conversion: %[flags][width][.precision][length]letter */
struct conversion {
	bool left, plus, space, alternative, zero;
	int width;
	int precision; /* -1 when there is none */
	int length;    /* of the argument in bytes */
	char letter;
};

enum { MOST_PLACES = 1100, MOST_FLOATING = 2 * MOST_PLACES + 350 };

/* The number without its sign, as e, f or g has it; its length. */
size_t format_double(char text[MOST_FLOATING], const struct conversion *c, double value);
