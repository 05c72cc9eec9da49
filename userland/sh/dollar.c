/* What follows a dollar sign or a backquote: POSIX Shell Command Language, 2.2.4 and 2.6. */
#include <string.h>

#include "chars.h"
#include "input.h"
#include "lexer.h"
#include "parser.h"
#include "words.h"

static struct arena *
memory(void)
{
	return &lexer.unit->arena;
}

/* The name of the parameter that starts with c. */
static char *
read_name(int c, bool all_digits)
{
	struct text name = text_in(memory());

	text_add(&name, c);
	if (is_name_start(c) || all_digits) {
		bool digits = is_digit(c);

		while (is_name_char(c = lexer_char()) && (!digits || is_digit(c)))
			text_add(&name, c);
		input_unread(c);
	}
	return text_string(&name);
}

static bool
starts_parameter(int c)
{
	return is_name_char(c) || is_special_parameter(c);
}

/* Doubled, % and # ask for the longest match. */
static enum parameter_op
read_trim(int mark, enum parameter_op shortest, enum parameter_op longest)
{
	int c = lexer_char();

	if (c == mark)
		return longest;
	input_unread(c);
	return shortest;
}

static enum parameter_op
operator_of(int c)
{
	switch (c) {
	case '-':
		return OP_DEFAULT;
	case '=':
		return OP_ASSIGN;
	case '?':
		return OP_ERROR;
	case '+':
		return OP_ALTERNATIVE;
	default:
		return OP_BAD;
	}
}

static enum parameter_op
read_operator(struct part *part)
{
	int c = lexer_char();

	switch (c) {
	case '}':
		return OP_NONE;
	case ':':
		part->or_null = true;
		return operator_of(lexer_char());
	case '%':
		return read_trim('%', OP_SHORTEST_SUFFIX, OP_LONGEST_SUFFIX);
	case '#':
		return read_trim('#', OP_SHORTEST_PREFIX, OP_LONGEST_PREFIX);
	case INPUT_END:
		syntax_error("missing '}'");
	default:
		return operator_of(c);
	}
}

/* Quotes count inside the pattern of "${x%'pattern'}", but not inside "${x-word}". */
static enum context
argument_context(enum parameter_op op, enum context context)
{
	if (op >= OP_SHORTEST_SUFFIX && op <= OP_LONGEST_PREFIX)
		return IN_BRACES;
	return context_quotes(context) ? IN_QUOTED_BRACES : IN_BRACES;
}

static void
read_argument(struct part *part, enum context context)
{
	struct collector argument;

	collector_start(&argument);
	words_until_end(&argument, argument_context(part->op, context));
	part->argument = collector_word(&argument);
}

/* ${#name} is a length, but ${#} and ${#-word} are about the parameter #. */
static bool
asks_length(void)
{
	int c = lexer_char(), following;

	if (!starts_parameter(c)) {
		input_unread(c);
		return false;
	}
	if (is_name_char(c)) {
		input_unread(c);
		return true;
	}
	following = lexer_char();
	input_unread(following);
	input_unread(c);
	return following == '}';
}

static void
read_braces(struct collector *collector, enum context context)
{
	struct part *part = collector_part(collector, PART_PARAMETER, context_quotes(context));
	int c = lexer_char();

	if (c == '#' && asks_length()) {
		part->text = read_name(lexer_char(), true);
		part->op = lexer_char() == '}' ? OP_LENGTH : OP_BAD;
		if (part->op == OP_BAD)
			read_argument(part, context);
		return;
	}
	if (!starts_parameter(c)) {
		input_unread(c);
		part->text = arena_string(memory(), "");
		part->op = OP_BAD;
		read_argument(part, context);
		return;
	}
	part->text = read_name(c, true);
	part->op = read_operator(part);
	if (part->op != OP_NONE)
		read_argument(part, context);
}

/* Copies a quoted stretch of an expression, with its quotes. */
static void
copy_quotes(struct text *to, int quote)
{
	int c;

	text_add(to, quote);
	while ((c = input_next()) != quote) {
		if (c == INPUT_END)
			return;
		text_add(to, c);
		if (c == '\\' && quote == '"' && (c = input_next()) != INPUT_END)
			text_add(to, c);
	}
	text_add(to, quote);
}

/* Reads up to the parenthesis that closes the second of "$((": true when two do. */
static bool
copy_expression(struct text *to)
{
	int c, depth = 0;

	for (;;) {
		c = lexer_char();
		if (c == INPUT_END)
			return false;
		if (c == ')' && depth == 0) {
			c = lexer_char();
			if (c == ')')
				return true;
			text_add(to, ')');
			input_unread(c);
			return false;
		}
		if (c == '\'' || c == '"') {
			copy_quotes(to, c);
			continue;
		}
		depth += (c == '(') - (c == ')');
		text_add(to, c);
		if (c == '\\' && (c = input_next()) != INPUT_END)
			text_add(to, c);
	}
}

static void
read_command(struct collector *collector, enum context context)
{
	struct part *part = collector_part(collector, PART_COMMAND, context_quotes(context));

	part->command = parser_substitution();
}

/* "$((" starts an expression unless no "))" closes it: then it is a subshell in "$(". */
static void
read_arithmetic(struct collector *collector, enum context context)
{
	struct text expression = text_in(memory());
	int line = input_line();

	if (copy_expression(&expression)) {
		struct part *part = collector_part(collector, PART_ARITHMETIC, context_quotes(context));

		part->argument = words_from_string(text_string(&expression), expression.length, line, IN_ARITHMETIC);
		return;
	}
	input_set_line(line);
	input_insert(text_string(&expression), expression.length);
	input_insert("(", 1);
	read_command(collector, context);
}

static int
read_octal(int c)
{
	int value = 0, digits;

	for (digits = 0; digits < 3 && c >= '0' && c <= '7'; digits++, c = input_next())
		value = value * 8 + c - '0';
	input_unread(c);
	return value & 0xff;
}

static int
read_hexadecimal(void)
{
	static const char figures[] = "0123456789abcdef";
	int c = input_next(), value = 0, digits;
	const char *figure;

	for (digits = 0; digits < 2 && c > 0 && (figure = strchr(figures, c | 0x20)) != NULL && *figure; digits++) {
		value = value * 16 + (int)(figure - figures);
		c = input_next();
	}
	input_unread(c);
	return value;
}

/* The escapes of $'...': 2.2.4. */
static void
read_dollar_quotes(struct collector *collector)
{
	static const char names[] = "abefnrtv\\'\"?", values[] = "\a\b\033\f\n\r\t\v\\'\"?";
	const char *name;
	int c;

	while ((c = input_next()) != '\'') {
		if (c == INPUT_END)
			syntax_error("unterminated quoted string");
		if (c == '\\') {
			c = input_next();
			if (c > 0 && (name = strchr(names, c)) != NULL)
				c = values[name - names];
			else if (c == 'x')
				c = read_hexadecimal();
			else if (c == 'c')
				c = input_next() & 0x1f;
			else if (c >= '0' && c <= '7')
				c = read_octal(c);
			else
				collector_literal(collector, '\\', true);
		}
		if (c > 0)
			collector_literal(collector, c, true);
	}
}

void
dollar_read(struct collector *collector, enum context context)
{
	int c = lexer_char();

	if (c == '{') {
		read_braces(collector, context);
	} else if (c == '(') {
		c = lexer_char();
		if (c == '(') {
			read_arithmetic(collector, context);
			return;
		}
		input_unread(c);
		read_command(collector, context);
	} else if (c > 0 && starts_parameter(c)) {
		struct part *part = collector_part(collector, PART_PARAMETER, context_quotes(context));

		part->text = read_name(c, false);
	} else if (c == '\'' && !context_quotes(context)) {
		collector_part(collector, PART_LITERAL, true)->text = arena_string(memory(), "");
		read_dollar_quotes(collector);
	} else {
		input_unread(c);
		collector_literal(collector, '$', context_quotes(context));
	}
}

/* Inside backquotes a backslash quotes only what would otherwise end or change them: 2.6.3. */
void
backquote_read(struct collector *collector, enum context context)
{
	struct part *part = collector_part(collector, PART_COMMAND, context_quotes(context));
	struct text command = text_in(memory());
	const char *special = context == IN_QUOTES || context == IN_QUOTED_BRACES ? "$`\\\"" : "$`\\";
	int c, line = input_line();

	while ((c = lexer_char()) != '`') {
		if (c == INPUT_END)
			syntax_error("unterminated backquote");
		if (c == '\\') {
			c = input_next();
			if (c == INPUT_END || strchr(special, c) == NULL)
				text_add(&command, '\\');
			if (c == INPUT_END)
				continue;
		}
		text_add(&command, c);
	}
	part->command = parser_string(text_string(&command), command.length, line);
}
