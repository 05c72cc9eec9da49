/*
 * Ten compute kernels that ask nothing of an operating system: eight of integers, two of
 * floating point. `kernels NAME SECONDS` repeats one until so many seconds have passed by
 * the guest's clock, and prints nanoseconds per round and a checksum of the last one;
 * `kernels NAME -N` does N rounds instead.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC optimize("O2")

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static uint32_t seed;

static uint32_t
next(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

/* ---- sieve and sort */

static uint8_t composite[200000];
static uint32_t numbers[20000];

static void
sift(uint32_t *heap, size_t root, size_t count)
{
	uint32_t value = heap[root];

	for (;;) {
		size_t child = 2 * root + 1;
		if (child >= count)
			break;
		if (child + 1 < count && heap[child + 1] > heap[child])
			child++;
		if (heap[child] <= value)
			break;
		heap[root] = heap[child];
		root = child;
	}
	heap[root] = value;
}

static uint64_t
sieve(void)
{
	uint64_t sum = 0;
	size_t count = LENGTH(numbers);

	memset(composite, 0, sizeof composite);
	for (size_t i = 2; i * i < sizeof composite; i++)
		if (!composite[i])
			for (size_t j = i * i; j < sizeof composite; j += i)
				composite[j] = 1;
	for (size_t i = 2; i < sizeof composite; i++)
		sum += composite[i] ? 0 : i;
	for (size_t i = 0; i < count; i++)
		numbers[i] = next();
	for (size_t i = count / 2; i-- > 0;)
		sift(numbers, i, count);
	for (size_t end = count; end-- > 1;) {
		uint32_t last = numbers[end];
		numbers[end] = numbers[0];
		numbers[0] = last;
		sift(numbers, 0, end);
	}
	for (size_t i = 0; i < count; i++)
		sum = sum * 31 + numbers[i];
	return sum;
}

/* ---- mixing as a hash function does */

static uint32_t
rotate(uint32_t value, int by)
{
	return value >> by | value << (32 - by);
}

static void
mix_block(uint32_t state[8], const uint8_t *block)
{
	uint32_t words[64], a = state[0], b = state[1], c = state[2], d = state[3];
	uint32_t e = state[4], f = state[5], g = state[6], h = state[7];

	for (int i = 0; i < 16; i++)
		words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		    (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < 64; i++) {
		uint32_t x = words[i - 15], y = words[i - 2];
		words[i] = words[i - 16] + (rotate(x, 7) ^ rotate(x, 18) ^ x >> 3) + words[i - 7] +
		    (rotate(y, 17) ^ rotate(y, 19) ^ y >> 10);
	}
	for (int i = 0; i < 64; i++) {
		uint32_t s = (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + h +
		    words[i] + 0x9e3779b9u * (uint32_t)(i + 1);
		uint32_t t = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
		h = g;
		g = f;
		f = e;
		e = d + s;
		d = c;
		c = b;
		b = a;
		a = s + t;
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
	state[5] += f;
	state[6] += g;
	state[7] += h;
}

static uint64_t
mixing(void)
{
	static uint8_t text[65536];
	uint32_t state[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (uint8_t)(i * 7 + (i >> 8));
	for (size_t i = 0; i < sizeof text; i += 64)
		mix_block(state, text + i);
	return (uint64_t)state[0] << 32 | state[7];
}

/* ---- lists and trees */

struct node {
	struct node *left, *right, *next;
	uint32_t key;
};

static struct node nodes[16384];

static uint64_t
lists(void)
{
	struct node *root = NULL, *list = NULL;
	uint64_t sum = 0;

	for (size_t i = 0; i < LENGTH(nodes); i++) {
		struct node *fresh = &nodes[(i * 7919) % LENGTH(nodes)], **at = &root;
		*fresh = (struct node){ NULL, NULL, list, next() };
		list = fresh;
		while (*at)
			at = fresh->key < (*at)->key ? &(*at)->left : &(*at)->right;
		*at = fresh;
	}
	for (int round = 0; round < 8; round++)
		for (struct node *n = list; n; n = n->next)
			sum += n->key ^ (uint32_t)round;
	for (size_t i = 0; i < LENGTH(nodes); i++) {
		uint32_t wanted = nodes[i].key;
		struct node *n = root;
		while (n && n->key != wanted) {
			n = wanted < n->key ? n->left : n->right;
			sum++;
		}
	}
	return sum;
}

/* ---- a cyclic redundancy check by table */

static uint64_t
crc(void)
{
	static uint32_t table[256];
	static uint8_t text[131072];
	uint32_t value = ~0u;

	for (uint32_t i = 0; i < 256; i++) {
		uint32_t bits = i;
		for (int k = 0; k < 8; k++)
			bits = bits & 1 ? bits >> 1 ^ 0xedb88320u : bits >> 1;
		table[i] = bits;
	}
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (uint8_t)next();
	for (int round = 0; round < 4; round++)
		for (size_t i = 0; i < sizeof text; i++)
			value = table[(value ^ text[i]) & 255] ^ value >> 8;
	return value;
}

/* ---- an interpreter of a small machine with a stack */

enum { PUSH, LOAD, STORE, ADD, SUBTRACT, MULTIPLY, AND, LESS, JUMP_UNLESS, JUMP, SWAP, DUPLICATE, STOP };

static uint64_t
machine(void)
{
	static const int16_t program[] = {
		PUSH, 0, STORE, 0, PUSH, 1, STORE, 1, LOAD, 0, PUSH, 30000, LESS, JUMP_UNLESS, 45,
		LOAD, 1, PUSH, 31, MULTIPLY, LOAD, 0, ADD, PUSH, 32767, AND, DUPLICATE, STORE, 1,
		LOAD, 0, SWAP, SUBTRACT, STORE, 2, LOAD, 0, PUSH, 1, ADD, STORE, 0, JUMP, 8, STOP, LOAD, 1, STOP,
	};
	int64_t stack[16], variables[4] = { 0, 0, 0, 0 };
	size_t top = 0, at = 0;
	uint64_t done = 0;

	for (;; done++) {
		switch (program[at++]) {
		case PUSH: stack[top++] = program[at++]; break;
		case LOAD: stack[top++] = variables[program[at++]]; break;
		case STORE: variables[program[at++]] = stack[--top]; break;
		case ADD: top--; stack[top - 1] += stack[top]; break;
		case SUBTRACT: top--; stack[top - 1] -= stack[top]; break;
		case MULTIPLY: top--; stack[top - 1] *= stack[top]; break;
		case AND: top--; stack[top - 1] &= stack[top]; break;
		case LESS: top--; stack[top - 1] = stack[top - 1] < stack[top]; break;
		case JUMP_UNLESS: at = stack[--top] ? at + 1 : (size_t)program[at]; break;
		case JUMP: at = (size_t)program[at]; break;
		case SWAP: {
			int64_t other = stack[top - 1];
			stack[top - 1] = stack[top - 2];
			stack[top - 2] = other;
			break;
		}
		case DUPLICATE: stack[top] = stack[top - 1]; top++; break;
		default: return done * 65536 + (uint64_t)stack[top - 1];
		}
	}
}

/* ---- recursion */

static __attribute__((noinline)) uint32_t
fibonacci(uint32_t n)
{
	return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

static __attribute__((noinline)) uint32_t
ackermann(uint32_t m, uint32_t n)
{
	return m == 0 ? n + 1 : ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
}

static uint64_t
recursion(void)
{
	return (uint64_t)fibonacci(24) << 32 | ackermann(2, 60);
}

/* ---- calls through pointers */

struct shape {
	uint64_t (*area)(const struct shape *);
	uint32_t a, b;
};

static uint64_t
square(const struct shape *s)
{
	return (uint64_t)s->a * s->a;
}

static uint64_t
rectangle(const struct shape *s)
{
	return (uint64_t)s->a * s->b;
}

static uint64_t
ring(const struct shape *s)
{
	return 3 * ((uint64_t)s->a * s->a - (uint64_t)(s->a - s->b) * (s->a - s->b));
}

static int
by_number(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	return left < right ? -1 : left > right;
}

static uint64_t
indirect(void)
{
	static struct shape shapes[1024];
	uint64_t (*const areas[])(const struct shape *) = { square, rectangle, ring };
	uint64_t sum = 0;

	for (size_t i = 0; i < LENGTH(shapes); i++)
		shapes[i] = (struct shape){ areas[next() % 3], 1000 + next() % 1000, next() % 1000 };
	for (int round = 0; round < 100; round++)
		for (size_t i = 0; i < LENGTH(shapes); i++)
			sum += shapes[i].area(&shapes[i]);
	for (size_t i = 0; i < 4096; i++)
		numbers[i] = next();
	qsort(numbers, 4096, sizeof numbers[0], by_number);
	return sum + numbers[0];
}

/* ---- strings */

static char *
find(char *text, const char *word)
{
	for (; *text; text++) {
		size_t i = 0;
		while (word[i] && text[i] == word[i])
			i++;
		if (!word[i])
			return text;
	}
	return NULL;
}

static uint64_t
strings(void)
{
	static char text[65536], copy[65536];
	static const char *const words[] = { "alpha", "be", "gamma", "d", "epsilon", "zeta", "eta", "theta" };
	size_t length = 0;
	uint64_t sum = 0;

	while (length < sizeof text - 16) {
		const char *word = words[next() % LENGTH(words)];
		strcpy(text + length, word);
		length += strlen(word);
		text[length++] = ' ';
	}
	text[length] = '\0';
	memcpy(copy, text, length + 1);
	for (char *at = copy; *at; at++)
		if (*at >= 'a' && *at <= 'z')
			*at -= 'a' - 'A';
	for (char *at = text; (at = strchr(at, ' ')) != NULL; at++)
		sum += (uint64_t)(at - text);
	for (size_t i = 0; i < LENGTH(words); i++)
		for (char *at = text; (at = find(at, words[i])) != NULL; at++)
			sum += i;
	return sum + (uint64_t)(strcmp(text, copy) > 0) + strlen(copy);
}

/* ---- product of matrices */

enum { SIDE = 96 };

static uint64_t
matrix(void)
{
	static double a[SIDE][SIDE], b[SIDE][SIDE], c[SIDE][SIDE];
	double sum = 0;

	for (int i = 0; i < SIDE; i++)
		for (int j = 0; j < SIDE; j++) {
			a[i][j] = 1.0 / (i + j + 1);
			b[i][j] = i * 0.25 - j * 0.5 + 0.1;
		}
	for (int i = 0; i < SIDE; i++)
		for (int j = 0; j < SIDE; j++) {
			double dot = 0;
			for (int k = 0; k < SIDE; k++)
				dot += a[i][k] * b[k][j];
			c[i][j] = dot;
		}
	for (int i = 0; i < SIDE; i++)
		sum += c[i][SIDE - 1 - i];
	return (uint64_t)(int64_t)(sum * 1e6);
}

/* ---- bodies that attract each other */

struct body {
	double x, y, z, vx, vy, vz, mass;
};

/* The instruction, so that no library is needed. */
static double
root(double value)
{
#ifdef __riscv
	double result;

	__asm__("fsqrt.d %0, %1" : "=f"(result) : "f"(value));
	return result;
#else
	return __builtin_sqrt(value);
#endif
}

static uint64_t
bodies(void)
{
	struct body all[5] = {
		{ 0, 0, 0, 0, 0, 0, 39.5 },
		{ 4.84, -1.16, -.10, .606, 2.81, -.02, .037 },
		{ 8.34, 4.12, -.4, -1.01, 1.82, .008, .011 },
		{ 12.89, -15.11, -.22, 1.08, .868, -.01, .0017 },
		{ 15.37, -25.9, .179, .979, .594, -.034, .002 },
	};
	double energy = 0;

	for (int step = 0; step < 5000; step++) {
		for (int i = 0; i < 5; i++)
			for (int j = i + 1; j < 5; j++) {
				double dx = all[i].x - all[j].x, dy = all[i].y - all[j].y, dz = all[i].z - all[j].z;
				double square_distance = dx * dx + dy * dy + dz * dz;
				double force = 0.001 / (square_distance * root(square_distance));
				all[i].vx -= dx * all[j].mass * force;
				all[i].vy -= dy * all[j].mass * force;
				all[i].vz -= dz * all[j].mass * force;
				all[j].vx += dx * all[i].mass * force;
				all[j].vy += dy * all[i].mass * force;
				all[j].vz += dz * all[i].mass * force;
			}
		for (int i = 0; i < 5; i++) {
			all[i].x += 0.001 * all[i].vx;
			all[i].y += 0.001 * all[i].vy;
			all[i].z += 0.001 * all[i].vz;
		}
	}
	for (int i = 0; i < 5; i++)
		energy += all[i].mass * (all[i].vx * all[i].vx + all[i].vy * all[i].vy + all[i].vz * all[i].vz);
	return (uint64_t)(int64_t)(energy * 1e9);
}

static const struct {
	const char *name;
	uint64_t (*run)(void);
} kernels[] = {
	{ "sieve", sieve }, { "mixing", mixing }, { "lists", lists }, { "crc", crc }, { "machine", machine },
	{ "recursion", recursion }, { "indirect", indirect }, { "strings", strings },
	{ "matrix", matrix }, { "bodies", bodies },
};

static int64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int
main(int argc, char **argv)
{
	long amount = argc > 2 ? atol(argv[2]) : 1, rounds = 0;

	for (size_t i = 0; argc > 1 && i < LENGTH(kernels); i++) {
		if (strcmp(argv[1], kernels[i].name) != 0)
			continue;
		int64_t start = now(), end;
		uint64_t sum;
		do {
			seed = 42;
			sum = kernels[i].run();
			rounds++;
			end = now();
		} while (amount > 0 ? end - start < amount * 1000000000LL : rounds < -amount);
		if (amount > 0)
			printf("%s: %lld ns each, ", argv[1], (long long)(end - start) / rounds);
		printf("checksum %llx\n", (unsigned long long)sum);
		return 0;
	}
	fprintf(stderr, "usage: kernels NAME SECONDS|-ROUNDS\n");
	return 2;
}
