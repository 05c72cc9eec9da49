/* Sorting and searching: qsort(3), bsearch(3). A merge sort: n log n always, and stable. */
#include <stdlib.h>
#include <string.h>

typedef int compare_t(const void *, const void *);

/* Sorts base[0..count) with scratch of the same size. */
static void
merge_sort(char *base, char *scratch, size_t count, size_t size, compare_t *compare)
{
	size_t half = count / 2;
	char *left = scratch, *leftEnd = scratch + half * size;
	char *right = base + half * size, *rightEnd = base + count * size, *to = base;

	if (count < 2)
		return;
	merge_sort(base, scratch, half, size, compare);
	merge_sort(right, scratch, count - half, size, compare);
	memcpy(scratch, base, half * size);
	while (left < leftEnd && right < rightEnd) {
		char **from = compare(left, right) <= 0 ? &left : &right;

		memcpy(to, *from, size);
		*from += size;
		to += size;
	}
	memcpy(to, left, (size_t)(leftEnd - left));
}

/* Without memory for the scratch: slower, in place, and stable as well. */
static void
insertion_sort(char *base, size_t count, size_t size, compare_t *compare)
{
	for (size_t i = 1; i < count; i++)
		for (char *at = base + i * size; at > base && compare(at - size, at) > 0; at -= size)
			for (size_t k = 0; k < size; k++) {
				char byte = at[k];

				at[k] = at[k - size];
				at[k - size] = byte;
			}
}

void
qsort(void *base, size_t count, size_t size, compare_t *compare)
{
	char *scratch = malloc(count * size);

	if (scratch == NULL) {
		insertion_sort(base, count, size, compare);
		return;
	}
	merge_sort(base, scratch, count, size, compare);
	free(scratch);
}

void *
bsearch(const void *key, const void *base, size_t count, size_t size, compare_t *compare)
{
	const char *low = base;

	while (count > 0) {
		const char *middle = low + count / 2 * size;
		int order = compare(key, middle);

		if (order == 0)
			return (void *)middle;
		if (order > 0) {
			low = middle + size;
			count--;
		}
		count /= 2;
	}
	return NULL;
}
