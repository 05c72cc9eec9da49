/* dd: copies a file block by block. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "names.h"

static const char *input, *output;
static long inSize = 512, outSize = 512, skip, seek, count = LONG_MAX;
static bool keepOutput, pad, fullBlocks, goOn, syncEnd, quiet;
static long inWhole, inPart, outWhole, outPart, copied;

static void
parse_words(char *text, const char *const names[], bool *const flags[])
{
	char *word;

	while ((word = strsep(&text, ",")) != NULL) {
		size_t i = 0;

		while (names[i] != NULL && strcmp(word, names[i]) != 0)
			i++;
		if (names[i] == NULL)
			errx(1, "invalid word '%s'", word);
		*flags[i] = true;
	}
}

static void
parse_operand(char *operand)
{
	static const char *const conversions[] = { "notrunc", "sync", "noerror", "fsync", NULL };
	static bool *const conversionFlags[] = { &keepOutput, &pad, &goOn, &syncEnd };
	static const char *const inputs[] = { "fullblock", NULL };
	static bool *const inputFlags[] = { &fullBlocks };
	const struct {
		const char *name;
		long *value;
	} sizes[] = { { "ibs", &inSize }, { "obs", &outSize }, { "skip", &skip }, { "seek", &seek }, { "count", &count } };
	char *value = strchr(operand, '=');

	if (value == NULL)
		command_usage(1);
	*value++ = '\0';
	if (strcmp(operand, "if") == 0)
		input = value;
	else if (strcmp(operand, "of") == 0)
		output = value;
	else if (strcmp(operand, "conv") == 0)
		parse_words(value, conversions, conversionFlags);
	else if (strcmp(operand, "iflag") == 0)
		parse_words(value, inputs, inputFlags);
	else if (strcmp(operand, "status") == 0)
		quiet = strcmp(value, "none") == 0;
	else if (strcmp(operand, "bs") == 0) {
		if (!parse_size(value, &inSize) || inSize == 0)
			errx(1, "invalid number: '%s'", value);
		outSize = inSize;
	} else {
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
			if (strcmp(operand, sizes[i].name) == 0) {
				if (!parse_size(value, sizes[i].value) || (i < 2 && *sizes[i].value == 0))
					errx(1, "invalid number: '%s'", value);
				return;
			}
		errx(1, "unrecognized operand '%s'", operand);
	}
}

static void
write_block(int fd, const char *from, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t wrote = write(fd, from + done, length - done);

		if (wrote == -1)
			err(1, "writing '%s'", output != NULL ? output : "standard output");
		done += (size_t)wrote;
	}
	if ((long)length == outSize)
		outWhole++;
	else
		outPart++;
	copied += (long)length;
}

/* A short read is a part block, unless iflag=fullblock asks for patience. */
static ssize_t
read_block(int fd, char *to)
{
	ssize_t length = 0, got;

	do {
		got = read(fd, to + length, (size_t)(inSize - length));
		if (got > 0)
			length += got;
	} while (fullBlocks && got > 0 && length < inSize);
	return got == -1 && length == 0 ? -1 : length;
}

static void
copy(int in, int out)
{
	char *from = malloc((size_t)inSize), *to = malloc((size_t)outSize);
	size_t held = 0;
	ssize_t length;

	if (from == NULL || to == NULL)
		err(1, NULL);
	for (long n = 0; n < count && (length = read_block(in, from)) != 0; n++) {
		if (length == -1) {
			warn("reading '%s'", input != NULL ? input : "standard input");
			if (!goOn)
				break;
			length = 0;
		}
		if (length == inSize)
			inWhole++;
		else
			inPart++;
		if (pad && length < inSize) {
			memset(from + length, 0, (size_t)(inSize - length));
			length = inSize;
		}
		if (inSize == outSize) {
			write_block(out, from, (size_t)length);
			continue;
		}
		for (ssize_t at = 0; at < length;) {
			size_t part = (size_t)(length - at);

			if (part > (size_t)outSize - held)
				part = (size_t)outSize - held;
			memcpy(to + held, from + at, part);
			held += part;
			at += (ssize_t)part;
			if (held == (size_t)outSize) {
				write_block(out, to, held);
				held = 0;
			}
		}
	}
	if (held > 0)
		write_block(out, to, held);
	free(from);
	free(to);
}

static void
skip_input(int in)
{
	char *block;

	if (skip == 0 || lseek(in, skip * inSize, SEEK_CUR) != -1)
		return;
	block = malloc((size_t)inSize);
	for (long i = 0; i < skip && block != NULL && read_block(in, block) > 0; i++)
		continue;
	free(block);
}

static void
report(void)
{
	if (quiet)
		return;
	fprintf(stderr, "%ld+%ld records in\n%ld+%ld records out\n%ld bytes copied\n", inWhole, inPart, outWhole, outPart, copied);
}

int
main(int argc, char *argv[])
{
	int in = STDIN_FILENO, out = STDOUT_FILENO;

	command_begin(argc, argv,
	    "dd [if=FILE] [of=FILE] [bs=N] [ibs=N] [obs=N] [count=N] [skip=N] [seek=N] [conv=notrunc,sync,noerror,fsync] [iflag=fullblock] [status=none]");
	for (int i = 1; i < argc; i++)
		parse_operand(argv[i]);
	if (input != NULL && (in = open(input, O_RDONLY)) == -1)
		err(1, "failed to open '%s'", input);
	if (output != NULL && (out = open(output, O_WRONLY | O_CREAT | (keepOutput || seek > 0 ? 0 : O_TRUNC), 0666)) == -1)
		err(1, "failed to open '%s'", output);
	skip_input(in);
	if (seek > 0) {
		if (!keepOutput && output != NULL)
			ftruncate(out, seek * outSize);
		if (lseek(out, seek * outSize, SEEK_CUR) == -1)
			err(1, "cannot seek");
	}
	copy(in, out);
	if (syncEnd && fsync(out) == -1)
		err(1, "fsync");
	report();
	return 0;
}
