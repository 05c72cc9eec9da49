/* Options of a command: getopt(3), which stops at the first operand as POSIX has it. */
#include <err.h>
#include <string.h>
#include <unistd.h>

char *optarg;
int optind = 1, opterr = 1, optopt;

/* Where the next letter of a group such as -la is. */
static const char *letter = "";

static int
complain(const char *options, const char *what)
{
	if (opterr && *options != ':')
		warnx("%s -- '%c'", what, optopt);
	return '?';
}

static int
argument(int argc, char *const argv[], const char *options)
{
	if (*letter != '\0')
		optarg = (char *)letter;
	else if (optind < argc)
		optarg = argv[optind++];
	else {
		complain(options, "option requires an argument");
		return *options == ':' ? ':' : '?';
	}
	letter = "";
	return optopt;
}

int
getopt(int argc, char *const argv[], const char *options)
{
	const char *known;

	if (optind == 0) { /* the way to begin another list */
		optind = 1;
		letter = "";
	}
	optarg = NULL;
	if (*letter == '\0') {
		if (optind >= argc || argv[optind][0] != '-' || argv[optind][1] == '\0')
			return -1;
		letter = argv[optind++] + 1;
		if (strcmp(letter, "-") == 0) {
			letter = "";
			return -1;
		}
	}
	optopt = (unsigned char)*letter++;
	known = optopt == ':' ? NULL : strchr(options, optopt);
	if (known == NULL)
		return complain(options, "invalid option");
	return known[1] == ':' ? argument(argc, argv, options) : optopt;
}
