/* Placeholder until the stage is written: it refuses everything. */
#include <stdio.h>

int main(void)
{
	(void)fputs("cleat-stage: not built yet\n", stderr);
	return 1;
}
