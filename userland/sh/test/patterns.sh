### star and question mark
for i in a ab abc; do case $i in a?) echo 2;; a) echo 1;; a*) echo more;; esac; done
### brackets
for i in a b 1 - ]; do case $i in [ab]) echo letter;; [0-9]) echo digit;; []]) echo close;; [-]) echo minus;; esac; done
### negated
for i in a 1; do case $i in [!0-9]) echo no;; *) echo yes;; esac; done
### classes
for i in a A 1 ' ' .; do case $i in [[:lower:]]) echo l;; [[:upper:]]) echo u;; [[:digit:]]) echo d;; [[:space:]]) echo s;; [[:punct:]]) echo p;; esac; done
### range and class together
for i in x 5 _; do case $i in [[:alpha:]_]) echo w;; [0-57-9]) echo d;; esac; done
### quoted star is literal
for i in '*' a; do case $i in '*') echo star;; *) echo other;; esac; done
### pattern in a variable
p='a*'; case abc in $p) echo yes;; esac; case abc in "$p") echo no;; *) echo literal;; esac
### alternatives
for i in x y z; do case $i in x|y) echo xy;; z) echo z;; esac; done
### optional parenthesis
case a in (a) echo ok;; esac
### empty pattern
case '' in '') echo empty;; esac
### no match is status 0
false; case a in b) ;; esac; echo $?
### fall through
case a in a) echo 1;& b) echo 2;; c) echo 3;; esac
#> 1
#> 2
### last item without terminator
case a in a) echo ok
esac
### case with newlines
case a
in
a)
echo one
;;
esac
### unmatched bracket is literal
case '[a' in [a) echo ok;; esac
### backslash in pattern
case '*' in \*) echo ok;; esac; case 'a' in \a) echo ok;; esac
### star matches slashes and dots in case
case /a/.b in *) echo all;; esac; case a/b in a*b) echo yes;; esac
### many stars
case aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab in *a*a*a*a*a*a*a*a*a*c) echo no;; *) echo fast;; esac
### pathnames sorted
touch b a c; echo *
### pathnames with question mark and brackets
touch a1 a2 b1; echo a? [ab]1 [!a]*
### hidden files
touch .h v; echo * .h*
### no match stays
echo nosuch* [z]
### directories
mkdir d e; touch d/x e/x e/y; echo */x */* d/*
### trailing slash
mkdir d; touch f; echo */
### absolute
mkdir d; touch d/q; echo "$PWD"/d/* | sed "s,$PWD,,"
### noglob
touch a; set -f; echo *; set +f; echo *
### quoted part of a glob
touch 'a*b' acb; echo a'*'b a*b
### glob from a variable
touch a1 a2; x='a*'; echo $x "$x"
### dot slash
touch a b; echo ./*
### double slash
mkdir d; touch d/a; echo d//*
### nested directories
mkdir -p a/b/c; touch a/b/c/f; echo a/*/*/f */b/c
### glob and spaces in names
touch 'a b' c; for i in *; do echo "[$i]"; done
### bracket with slash does not match
mkdir a; touch a/b; echo a[/]b
### escaped slash in a pattern
mkdir d; touch d/x; echo d\/*
### character equivalence
case b in [[.b.]]) echo b;; esac; case - in [a[.-.]c]) echo minus;; esac
#> b
#> minus
### range that is reversed matches nothing
case b in [c-a]) echo yes;; *) echo no;; esac
### caret
case b in [!a]) echo yes;; esac
