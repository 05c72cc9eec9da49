#include "mode.h"

#include <string.h>
#include <sys/stat.h>

static char
type_letter(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFDIR:
		return 'd';
	case S_IFLNK:
		return 'l';
	case S_IFCHR:
		return 'c';
	case S_IFBLK:
		return 'b';
	case S_IFIFO:
		return 'p';
	case S_IFSOCK:
		return 's';
	}
	return '-';
}

/* Set-id and sticky bits show in place of an x: small when x is set as well. */
static void
special(char *place, bool set, char letter)
{
	if (set)
		*place = *place == 'x' ? letter : (char)(letter - 'a' + 'A');
}

void
mode_text(mode_t mode, char text[11])
{
	text[0] = type_letter(mode);
	for (int i = 0; i < 9; i++)
		text[1 + i] = (mode >> (8 - i) & 1) != 0 ? "rwxrwxrwx"[i] : '-';
	special(text + 3, (mode & S_ISUID) != 0, 's');
	special(text + 6, (mode & S_ISGID) != 0, 's');
	special(text + 9, (mode & S_ISVTX) != 0, 't');
	text[10] = '\0';
}

static bool
octal(const char *text, mode_t *mode)
{
	mode_t value = 0;

	for (; *text >= '0' && *text <= '7'; text++)
		value = value * 8 + (mode_t)(*text - '0');
	if (*text != '\0' || value > 07777)
		return false;
	*mode = value;
	return true;
}

/* The bits of one letter behind the sign, for everyone. */
static bool
permission(char letter, mode_t now, bool directory, mode_t *bits)
{
	switch (letter) {
	case 'r':
		*bits |= 0444;
		return true;
	case 'w':
		*bits |= 0222;
		return true;
	case 'x':
		*bits |= 0111;
		return true;
	case 'X':
		*bits |= directory || (now & 0111) != 0 ? 0111 : 0;
		return true;
	case 's':
		*bits |= S_ISUID | S_ISGID;
		return true;
	case 't':
		*bits |= S_ISVTX;
		return true;
	case 'u':
		*bits |= (now >> 6 & 7) * 0111;
		return true;
	case 'g':
		*bits |= (now >> 3 & 7) * 0111;
		return true;
	case 'o':
		*bits |= (now & 7) * 0111;
		return true;
	}
	return false;
}

/* Who is meant, as the bits that may change. */
static const char *
parse_who(const char *text, mode_t *who)
{
	for (*who = 0;; text++)
		switch (*text) {
		case 'u':
			*who |= S_ISUID | S_IRWXU;
			break;
		case 'g':
			*who |= S_ISGID | S_IRWXG;
			break;
		case 'o':
			*who |= S_IRWXO;
			break;
		case 'a':
			*who |= S_ISUID | S_ISGID | 0777;
			break;
		default:
			return text;
		}
}

static void
change(char sign, mode_t who, mode_t bits, mode_t *mode)
{
	if (sign == '+')
		*mode |= bits;
	else if (sign == '-')
		*mode &= ~bits;
	else
		*mode = (*mode & ~(who & 0777)) | bits;
}

static const char *
clause(const char *text, mode_t *mode, mode_t mask, bool directory)
{
	mode_t who, named;

	text = parse_who(text, &named);
	who = named != 0 ? named | S_ISVTX : (mode_t)07777;
	if (*text == '\0' || strchr("+-=", *text) == NULL)
		return NULL;
	while (*text != '\0' && strchr("+-=", *text) != NULL) {
		char sign = *text++;
		mode_t bits = 0;

		while (permission(*text, *mode, directory, &bits))
			text++;
		bits &= who;
		if (named == 0)
			bits &= ~mask;
		change(sign, who, bits, mode);
	}
	return text;
}

bool
mode_apply(const char *text, mode_t *mode, mode_t mask, bool directory)
{
	mode_t result = *mode & 07777;

	if (*text >= '0' && *text <= '9')
		return octal(text, mode);
	do
		text = clause(text, &result, mask, directory);
	while (text != NULL && *text++ == ',');
	if (text == NULL || text[-1] != '\0')
		return false;
	*mode = result;
	return true;
}
