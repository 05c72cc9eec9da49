/* Classes of characters, and comparison without regard to case, in ASCII. */
#include <ctype.h>
#include <strings.h>

int
isdigit(int c)
{
	return c >= '0' && c <= '9';
}

int
islower(int c)
{
	return c >= 'a' && c <= 'z';
}

int
isupper(int c)
{
	return c >= 'A' && c <= 'Z';
}

int
isalpha(int c)
{
	return islower(c) || isupper(c);
}

int
isalnum(int c)
{
	return isalpha(c) || isdigit(c);
}

int
isblank(int c)
{
	return c == ' ' || c == '\t';
}

int
isspace(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

int
iscntrl(int c)
{
	return (c >= 0 && c < ' ') || c == 0x7f;
}

int
isgraph(int c)
{
	return c > ' ' && c < 0x7f;
}

int
isprint(int c)
{
	return c >= ' ' && c < 0x7f;
}

int
ispunct(int c)
{
	return isgraph(c) && !isalnum(c);
}

int
isxdigit(int c)
{
	return isdigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

int
tolower(int c)
{
	return isupper(c) ? c + ('a' - 'A') : c;
}

int
toupper(int c)
{
	return islower(c) ? c - ('a' - 'A') : c;
}

int
strncasecmp(const char *left, const char *right, size_t length)
{
	for (; length > 0; length--, left++, right++) {
		int l = tolower((unsigned char)*left), r = tolower((unsigned char)*right);

		if (l != r || l == '\0')
			return l - r;
	}
	return 0;
}

int
strcasecmp(const char *left, const char *right)
{
	return strncasecmp(left, right, (size_t)-1);
}
