/* sync: what is written goes to the disks now. */
#include <unistd.h>

int
main(void)
{
	sync();
	return 0;
}
