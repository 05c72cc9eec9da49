/* Classes of characters the grammar knows, in the POSIX locale. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

static inline bool
is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_name_start(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static inline bool
is_name_char(int c)
{
	return is_name_start(c) || is_digit(c);
}

static inline bool
is_blank(int c)
{
	return c == ' ' || c == '\t';
}

/* A parameter of one punctuation character: $@ $* $# $? $- $$ $!. */
static inline bool
is_special_parameter(int c)
{
	return c == '@' || c == '*' || c == '#' || c == '?' || c == '-' || c == '$' || c == '!';
}

/* How many characters from the start make a name; 0 when it starts with none. */
static inline size_t
name_length(const char *string)
{
	size_t length = 0;

	if (is_name_start(string[0]))
		while (is_name_char(string[length]))
			length++;
	return length;
}

static inline bool
is_name(const char *string)
{
	size_t length = name_length(string);

	return length > 0 && string[length] == '\0';
}
