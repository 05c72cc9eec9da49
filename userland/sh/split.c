/* Field splitting and quote removal: POSIX Shell Command Language, 2.6.5 to 2.6.7. */
#include <string.h>

#include "expand.h"
#include "glob.h"
#include "pattern.h"
#include "shell.h"
#include "vars.h"

/* A field under construction: its text, the same as a pattern, and what it could be. */
struct splitter {
	struct fields *fields;
	struct text plain, pattern;
	bool present, has_pattern;
	bool after_blank;	/* the last field ended with IFS white space alone */
};

static void
finish_field(struct splitter *splitter)
{
	if (!splitter->present)
		return;
	if (!splitter->has_pattern || options[OPTION_NOGLOB] || pattern_is_literal(text_string(&splitter->pattern))
	    || !glob_add(splitter->fields, splitter->pattern.bytes))
		fields_add(splitter->fields, text_string(&splitter->plain));
	splitter->plain = text_in(&scratch);
	splitter->pattern = text_in(&scratch);
	splitter->present = splitter->has_pattern = false;
}

static void
add_byte(struct splitter *splitter, char c, enum origin origin)
{
	splitter->present = true;
	splitter->after_blank = false;
	if (origin == FROM_QUOTES)
		text_add(&splitter->pattern, '\\');
	else if (c == '*' || c == '?' || c == '[')
		splitter->has_pattern = true;
	text_add(&splitter->plain, c);
	text_add(&splitter->pattern, c);
}

static void
delimit(struct splitter *splitter, char c)
{
	bool blank = c == ' ' || c == '\t' || c == '\n';

	if (splitter->present) {
		finish_field(splitter);
		splitter->after_blank = blank;
	} else if (!blank) {
		if (!splitter->after_blank)
			splitter->present = true;
		finish_field(splitter);
		splitter->after_blank = false;
	}
}

void
split_fields(struct fields *fields, const struct expansion *expansion)
{
	struct splitter splitter = { .fields = fields, .plain = text_in(&scratch), .pattern = text_in(&scratch) };
	const char *separators = vars_value("IFS");
	size_t i;

	if (separators == NULL)
		separators = " \t\n";
	for (i = 0; i < expansion->bytes.length; i++) {
		char c = expansion->bytes.bytes[i];
		enum origin origin = (enum origin)expansion->origins.bytes[i];

		if (origin == FIELD_BREAK) {
			finish_field(&splitter);
			splitter.after_blank = false;
		} else if (origin == EMPTY_QUOTES) {
			splitter.present = true;
		} else if (origin == FROM_EXPANSION && strchr(separators, c) != NULL) {
			delimit(&splitter, c);
		} else {
			add_byte(&splitter, c, origin);
		}
	}
	finish_field(&splitter);
}
