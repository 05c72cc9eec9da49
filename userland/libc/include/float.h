/* The double of the lp64d ABI is IEEE 754 binary64: C11 5.2.4.2.2. */
#pragma once

#define DBL_MANT_DIG 53
#define DBL_MAX_EXP 1024
#define DBL_MIN_EXP (-1021)
#define DBL_DIG 15
#define DBL_MAX 1.7976931348623157e308
#define DBL_EPSILON 2.2204460492503131e-16
