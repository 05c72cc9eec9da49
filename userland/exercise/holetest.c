/*
 * Files with holes: what SEEK_DATA and SEEK_HOLE find, what st_blocks counts, and what truncation, punching, mappings
 * and a child change of it. A page that was written is data, whatever is in it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "check.h"

enum { PAGE = 4096, FAR = 64 * PAGE, SIZE = 1 << 20, DATA = 3, HOLE = 4, KEEP_SIZE = 1, PUNCH = 2, SYS_fallocate_ = 47 };

static long
blocks(int file)
{
	struct stat found;

	return fstat(file, &found) == 0 ? (long)found.st_blocks : -1;
}

static long
seek(int file, long offset, int what)
{
	long found = lseek(file, offset, what);

	return found == -1 ? -errno : found;
}

static void
two_pages(int file)
{
	check(blocks(file) == 0, "a file that was only made longer has no blocks");
	check(seek(file, 0, DATA) == -ENXIO, "and no data");
	check(seek(file, 5, HOLE) == 5, "a hole is found where one looks for it");
	pwrite(file, "x", 1, FAR + 10);
	pwrite(file, "y", 1, 2 * FAR);
	check(blocks(file) == 16, "two written pages are sixteen blocks");
	check(seek(file, 0, DATA) == FAR, "the first data begins with its page");
	check(seek(file, FAR + 7, DATA) == FAR + 7, "data is found where one looks for it");
	check(seek(file, FAR + 7, HOLE) == FAR + PAGE, "the next hole is behind the page");
	check(seek(file, FAR + PAGE, DATA) == 2 * FAR, "the next data is the other page");
	check(seek(file, 2 * FAR + PAGE, DATA) == -ENXIO, "behind the last data there is none");
	check(seek(file, SIZE - 1, HOLE) == SIZE - 1, "the last byte is in a hole");
	check(seek(file, SIZE, HOLE) == -ENXIO && seek(file, SIZE, DATA) == -ENXIO, "the end is neither");
	check(seek(file, -1, DATA) == -ENXIO, "nor is what is before the beginning");
	check(seek(file, 0, 5) == -EINVAL, "there is no fifth way to seek");
}

static void
changes(int file)
{
	char *mapped;

	check(syscall(SYS_fallocate_, file, PUNCH | KEEP_SIZE, (long)FAR, (long)PAGE) == 0 && seek(file, 0, DATA) == 2 * FAR,
	    "a punched page is a hole");
	mapped = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	mapped[3 * PAGE] = 1;
	check(seek(file, 0, DATA) == 3 * PAGE && blocks(file) == 16, "a store through a mapping makes data");
	munmap(mapped, SIZE);
	mapped = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
	mapped[5 * PAGE] = 1;
	check(seek(file, 4 * PAGE, DATA) == 5 * PAGE || seek(file, 4 * PAGE, DATA) == 2 * FAR, "a private store is the mapper's");
	munmap(mapped, SIZE);
	ftruncate(file, 3 * PAGE + 1);
	check(seek(file, 0, DATA) == 3 * PAGE && seek(file, 3 * PAGE, HOLE) == 3 * PAGE + 1, "the end is a hole in the middle of a page");
	check(blocks(file) == 8, "what is cut off has no blocks");
	ftruncate(file, SIZE);
	check(seek(file, 4 * PAGE, DATA) == -ENXIO, "and does not come back");
	pwrite(file, "", 1, 0);
	check(seek(file, 0, DATA) == 0, "a zero that was written is data");
}

int
main(void)
{
	int file = open("/tmp/holes", O_CREAT | O_TRUNC | O_RDWR, 0600), base = open("/bin/holetest", O_RDONLY), ends[2];
	struct stat own;

	ftruncate(file, SIZE);
	two_pages(file);
	changes(file);
	fstat(base, &own);
	check(seek(base, 100, DATA) == 100 && seek(base, 0, HOLE) == own.st_size, "a program file is data up to its end");
	check(own.st_blocks * 512 >= own.st_size, "and has blocks for all of it");
	pipe(ends);
	check(seek(ends[0], 0, DATA) == -ESPIPE && seek(open("/", O_RDONLY), 0, HOLE) == -EINVAL, "pipes and directories have neither");
	unlink("/tmp/holes");
	return check_result("holetest");
}
