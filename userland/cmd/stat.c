/* stat: what the kernel knows about a file; with -c only what the format asks for. */
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "mode.h"
#include "names.h"

static const char *
kind(const struct stat *st)
{
	switch (st->st_mode & S_IFMT) {
	case S_IFREG:
		return st->st_size == 0 ? "regular empty file" : "regular file";
	case S_IFDIR:
		return "directory";
	case S_IFLNK:
		return "symbolic link";
	case S_IFCHR:
		return "character special file";
	case S_IFBLK:
		return "block special file";
	case S_IFIFO:
		return "fifo";
	case S_IFSOCK:
		return "socket";
	}
	return "weird file";
}

static void
print_time(const struct timespec *when)
{
	char text[64];
	struct tm tm;

	strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", gmtime_r(&when->tv_sec, &tm));
	printf("%s.%09ld +0000", text, when->tv_nsec);
}

static void
print_name(const char *path, const struct stat *st)
{
	char target[PATH_MAX];
	ssize_t length = S_ISLNK(st->st_mode) ? readlink(path, target, sizeof target - 1) : -1;

	printf("'%s'", path);
	if (length >= 0)
		printf(" -> '%.*s'", (int)length, target);
}

static void
print_field(char letter, const char *path, const struct stat *st)
{
	char mode[11];

	switch (letter) {
	case 'a':
		printf("%o", st->st_mode & 07777);
		break;
	case 'A':
		mode_text(st->st_mode, mode);
		fputs(mode, stdout);
		break;
	case 'b':
		printf("%ld", st->st_blocks);
		break;
	case 'B':
		fputs("512", stdout);
		break;
	case 'd':
		printf("%lu", st->st_dev);
		break;
	case 'f':
		printf("%x", st->st_mode);
		break;
	case 'F':
		fputs(kind(st), stdout);
		break;
	case 'g':
		printf("%u", st->st_gid);
		break;
	case 'G':
		fputs(group_name(st->st_gid), stdout);
		break;
	case 'h':
		printf("%u", st->st_nlink);
		break;
	case 'i':
		printf("%lu", st->st_ino);
		break;
	case 'n':
		fputs(path, stdout);
		break;
	case 'N':
		print_name(path, st);
		break;
	case 'o':
		printf("%d", st->st_blksize);
		break;
	case 's':
		printf("%ld", st->st_size);
		break;
	case 't':
		printf("%x", major(st->st_rdev));
		break;
	case 'T':
		printf("%x", minor(st->st_rdev));
		break;
	case 'u':
		printf("%u", st->st_uid);
		break;
	case 'U':
		fputs(user_name(st->st_uid), stdout);
		break;
	case 'x':
		print_time(&st->st_atim);
		break;
	case 'X':
		printf("%ld", st->st_atime);
		break;
	case 'y':
		print_time(&st->st_mtim);
		break;
	case 'Y':
		printf("%ld", st->st_mtime);
		break;
	case 'z':
		print_time(&st->st_ctim);
		break;
	case 'Z':
		printf("%ld", st->st_ctime);
		break;
	case '%':
		putchar('%');
		break;
	default:
		printf("%%%c", letter);
	}
}

static void
print_format(const char *format, const char *path, const struct stat *st)
{
	for (; *format != '\0'; format++)
		if (*format == '%' && format[1] != '\0')
			print_field(*++format, path, st);
		else
			putchar(*format);
	putchar('\n');
}

static const char whole[] = "  File: %N\n"
			    "  Size: %s\tBlocks: %b\tIO Block: %o\t%F\n"
			    "Device: %d\tInode: %i\tLinks: %h\n"
			    "Access: (%a/%A)  Uid: (%u/%U)  Gid: (%g/%G)\n"
			    "Access: %x\n"
			    "Modify: %y\n"
			    "Change: %z";

int
main(int argc, char *argv[])
{
	const char *format = whole;
	bool follow = false, good = true;
	struct stat st;
	int option;

	command_begin(argc, argv, "stat [-L] [-c FORMAT] FILE...");
	while ((option = getopt(argc, argv, "c:L")) != -1)
		switch (option) {
		case 'c':
			format = optarg;
			break;
		case 'L':
			follow = true;
			break;
		default:
			command_usage(1);
		}
	if (optind == argc)
		command_usage(1);
	for (; optind < argc; optind++)
		if ((follow ? stat(argv[optind], &st) : lstat(argv[optind], &st)) == -1) {
			warn("cannot stat '%s'", argv[optind]);
			good = false;
		} else
			print_format(format, argv[optind], &st);
	return command_end(good ? 0 : 1);
}
