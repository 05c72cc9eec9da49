/* Arithmetic expansion: POSIX Shell Command Language, 2.6.4, on 64-bit signed integers. */
#pragma once

/* Fails on an expression it cannot read, and on division by zero. */
long arith_evaluate(const char *expression);
