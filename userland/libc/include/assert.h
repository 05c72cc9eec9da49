/* Always on: an invariant that is not checked is not one. C11 7.2. */
#pragma once

_Noreturn void __assert_failed(const char *expression, const char *file, int line);
#define assert(e) ((e) ? (void)0 : __assert_failed(#e, __FILE__, __LINE__))
#define static_assert _Static_assert
