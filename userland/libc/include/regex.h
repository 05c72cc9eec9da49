/* Basic and extended regular expressions: regcomp(3), regex(7). */
#pragma once

#include <stddef.h>

#define REG_EXTENDED 1
#define REG_ICASE 2
#define REG_NOSUB 4
#define REG_NEWLINE 8
#define REG_NOTBOL 1
#define REG_NOTEOL 2
#define REG_STARTEND 4 /* match[0] says which part of the string, NULs and all */

enum {
	REG_NOMATCH = 1, REG_BADPAT, REG_ECOLLATE, REG_ECTYPE, REG_EESCAPE, REG_ESUBREG, REG_EBRACK,
	REG_EPAREN, REG_EBRACE, REG_BADBR, REG_ERANGE, REG_ESPACE, REG_BADRPT
};

typedef long regoff_t;

typedef struct {
	regoff_t rm_so;
	regoff_t rm_eo;
} regmatch_t;

typedef struct {
	size_t re_nsub;
	struct regex_program *program;
} regex_t;

int regcomp(regex_t *restrict regex, const char *restrict pattern, int flags);
int regexec(const regex_t *restrict regex, const char *restrict string, size_t count, regmatch_t match[], int flags);
size_t regerror(int error, const regex_t *restrict regex, char *restrict to, size_t size);
void regfree(regex_t *regex);
