#include "quote.h"

#include <string.h>

#include "chars.h"

char *
quote(struct arena *arena, const char *string)
{
	struct text quoted = text_in(arena);

	text_add(&quoted, '\'');
	for (; *string; string++)
		if (*string == '\'')
			text_append(&quoted, "'\\''");
		else
			text_add(&quoted, *string);
	text_add(&quoted, '\'');
	return text_string(&quoted);
}

char *
quote_if_needed(struct arena *arena, const char *string)
{
	const char *c;

	for (c = string; *c; c++)
		if (!is_name_char(*c) && strchr("-+./:,@%=^", *c) == NULL)
			return quote(arena, string);
	return c == string ? quote(arena, string) : arena_string(arena, string);
}
