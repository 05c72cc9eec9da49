set -eu
f() { false; echo "in f"; }
if f; then echo "condition ignores errexit"; fi
f || echo "or"
trap 'echo "exit trap $?"' EXIT
( echo "$undefined" ) 2>/dev/null || echo "unset is an error"
false
echo unreachable
