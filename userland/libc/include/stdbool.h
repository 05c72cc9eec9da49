/* C11 7.18. */
#pragma once

#define bool _Bool
#define true 1
#define false 0
