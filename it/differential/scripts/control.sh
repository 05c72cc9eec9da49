# if, while, until, for, case, loops control, and-or lists, subshells.
i=0; while [ $i -lt 10 ]; do i=$((i+1)); [ $i -eq 3 ] && continue; [ $i -eq 8 ] && break; echo "while $i"; done
until [ $i -le 5 ]; do i=$((i-1)); done; echo "until $i"
for a in 1 2 3; do for b in x y; do [ $a$b = 2x ] && continue 2; [ $a$b = 3y ] && break 2; echo $a$b; done; done
for w in apple Banana cherry 123 a.b ''; do case $w in a*) echo "$w: starts with a";; [A-Z]*) echo "$w: capital";; *[0-9]) echo "$w: digit";; ?*.?*|'') echo "dot or empty";; *) echo "$w: other";; esac; done
true && echo yes || echo no; false && echo yes || echo no; ! false && echo negated
(exit 7); echo $?; { echo group; false; }; echo $?; ( cd /; v=sub; echo "$v in $(pwd)" ); echo "${v-unset}"
if false; then echo 1; elif (exit 0); then echo 2; else echo 3; fi
x=$(exit 3); echo $?; y=$(echo out; exit 4); echo "$? $y"
set -e; ( false; echo not reached ); echo "after $?" || true
