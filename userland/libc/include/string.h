/* Strings and memory: string.h(0P). */
#pragma once

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int byte, size_t length);
int memcmp(const void *left, const void *right, size_t length);
void *memchr(const void *in, int byte, size_t length);
void *memrchr(const void *in, int byte, size_t length);
void *memmem(const void *in, size_t inLength, const void *what, size_t length);
void *mempcpy(void *restrict to, const void *restrict from, size_t length);

size_t strlen(const char *string);
size_t strnlen(const char *string, size_t limit);
char *strcpy(char *restrict to, const char *restrict from);
char *strncpy(char *restrict to, const char *restrict from, size_t length);
char *stpcpy(char *restrict to, const char *restrict from);
char *strcat(char *restrict to, const char *restrict from);
char *strncat(char *restrict to, const char *restrict from, size_t length);
size_t strlcpy(char *to, const char *from, size_t size);
size_t strlcat(char *to, const char *from, size_t size);
int strcmp(const char *left, const char *right);
int strncmp(const char *left, const char *right, size_t length);
int strcoll(const char *left, const char *right);
char *strchr(const char *string, int byte);
char *strrchr(const char *string, int byte);
char *strchrnul(const char *string, int byte);
char *strstr(const char *in, const char *what);
size_t strspn(const char *string, const char *accept);
size_t strcspn(const char *string, const char *reject);
char *strpbrk(const char *string, const char *accept);
char *strtok_r(char *string, const char *separators, char **state);
char *strtok(char *string, const char *separators);
char *strsep(char **string, const char *separators);
char *strdup(const char *string);
char *strndup(const char *string, size_t limit);

char *strerror(int error);
char *strsignal(int signal);
