### default white space
x='  a  b	c
d '; set -- $x; echo $# $1 $4
### colon
IFS=:; x=a:b::c:; set -- $x; echo $#; for i; do echo "[$i]"; done
### leading separator
IFS=:; x=:a; set -- $x; echo $#; echo "[$1]"
### mixed white space and colon
IFS=' :'; x='a : b  c:d : : e'; set -- $x; echo $#; for i; do echo "[$i]"; done
### null IFS
IFS=; x='a b'; set -- $x; echo $#
### not split in quotes
IFS=:; x=a:b; set -- "$x"; echo $#
### only separators
IFS=:; x=::; set -- $x; echo $#
### only white space
x='   '; set -- $x; echo $#
### text around an expansion
x='a b'; set -- 1${x}2; echo $#; echo $1 $2
### trailing space before text
x='a '; set -- ${x}b; echo $#
### leading space after text
x=' a'; set -- b$x; echo $#
### literal separators do not split
IFS=-; set -- a-b; echo $#
### command substitution splits
set -- $(echo a b; echo c); echo $#
### arithmetic splits
IFS=1; set -- $((212)); echo $# $1 $2
### split then glob
touch f1 f2; x='f* z'; set -- $x; echo $# $1 $3
### quoted parts stick
x='a b'; set -- $x"c d"$x; echo $#; for i; do echo "[$i]"; done
### empty fields from quoted null
x=; set -- $x'' ''$x; echo $#
### for splits
x='1 2 3'; for i in $x; do echo -$i; done
### case does not split
x='a b'; case $x in 'a b') echo ok;; esac
### redirection target does not split
x='a b'; echo hi > $x; ls
#> a b
### IFS tab only
IFS='	'; x='a b	c'; set -- $x; echo $# "$1"
### IFS newline only
IFS='
'; x='a b
c'; set -- $x; echo $# "$1"
### at joined when split
IFS=:; set -- a:b c; for i in $@; do echo "[$i]"; done
### star unquoted with null IFS
IFS=; set -- 'a b' c; for i in $*; do echo "[$i]"; done
