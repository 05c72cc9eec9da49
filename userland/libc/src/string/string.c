/* Strings: length, copies, comparison, search. */
#include <stdlib.h>
#include <string.h>

size_t
strlen(const char *string)
{
	const char *s = string;

	while (*s != '\0')
		s++;
	return (size_t)(s - string);
}

size_t
strnlen(const char *string, size_t limit)
{
	size_t length = 0;

	while (length < limit && string[length] != '\0')
		length++;
	return length;
}

char *
stpcpy(char *restrict to, const char *restrict from)
{
	while ((*to = *from++) != '\0')
		to++;
	return to;
}

char *
strcpy(char *restrict to, const char *restrict from)
{
	stpcpy(to, from);
	return to;
}

char *
strncpy(char *restrict to, const char *restrict from, size_t length)
{
	size_t used = strnlen(from, length);

	memcpy(to, from, used);
	memset(to + used, 0, length - used);
	return to;
}

char *
strcat(char *restrict to, const char *restrict from)
{
	strcpy(to + strlen(to), from);
	return to;
}

char *
strncat(char *restrict to, const char *restrict from, size_t length)
{
	size_t used = strnlen(from, length);
	char *end = to + strlen(to);

	memcpy(end, from, used);
	end[used] = '\0';
	return to;
}

size_t
strlcpy(char *to, const char *from, size_t size)
{
	size_t length = strlen(from), used = length < size ? length : size - 1;

	if (size > 0) {
		memcpy(to, from, used);
		to[used] = '\0';
	}
	return length;
}

size_t
strlcat(char *to, const char *from, size_t size)
{
	size_t used = strnlen(to, size);

	return used + (used == size ? strlen(from) : strlcpy(to + used, from, size - used));
}

int
strcmp(const char *left, const char *right)
{
	for (; *left != '\0' && *left == *right; left++, right++)
		continue;
	return (unsigned char)*left - (unsigned char)*right;
}

int
strncmp(const char *left, const char *right, size_t length)
{
	for (; length > 0; length--, left++, right++)
		if (*left != *right || *left == '\0')
			return (unsigned char)*left - (unsigned char)*right;
	return 0;
}

int
strcoll(const char *left, const char *right)
{
	return strcmp(left, right);
}

char *
strchrnul(const char *string, int byte)
{
	while (*string != '\0' && *string != (char)byte)
		string++;
	return (char *)string;
}

char *
strchr(const char *string, int byte)
{
	char *found = strchrnul(string, byte);

	return *found == (char)byte ? found : NULL;
}

char *
strrchr(const char *string, int byte)
{
	return memrchr(string, byte, strlen(string) + 1);
}

char *
strstr(const char *in, const char *what)
{
	return memmem(in, strlen(in), what, strlen(what));
}

size_t
strspn(const char *string, const char *accept)
{
	const char *s = string;

	while (*s != '\0' && strchr(accept, *s) != NULL)
		s++;
	return (size_t)(s - string);
}

size_t
strcspn(const char *string, const char *reject)
{
	const char *s = string;

	while (strchr(reject, *s) == NULL)
		s++;
	return (size_t)(s - string);
}

char *
strpbrk(const char *string, const char *accept)
{
	string += strcspn(string, accept);
	return *string != '\0' ? (char *)string : NULL;
}

char *
strsep(char **string, const char *separators)
{
	char *start = *string, *end;

	if (start == NULL)
		return NULL;
	end = strpbrk(start, separators);
	if (end != NULL)
		*end++ = '\0';
	*string = end;
	return start;
}

char *
strtok_r(char *string, const char *separators, char **state)
{
	if (string == NULL)
		string = *state;
	if (string == NULL)
		return NULL;
	string += strspn(string, separators);
	*state = string;
	return *string == '\0' ? NULL : strsep(state, separators);
}

char *
strtok(char *string, const char *separators)
{
	static char *state;

	return strtok_r(string, separators, &state);
}

char *
strndup(const char *string, size_t limit)
{
	size_t length = strnlen(string, limit);
	char *copy = malloc(length + 1);

	if (copy == NULL)
		return NULL;
	memcpy(copy, string, length);
	copy[length] = '\0';
	return copy;
}

char *
strdup(const char *string)
{
	return strndup(string, strlen(string));
}
