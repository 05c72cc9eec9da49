# What bash adds: arrays, [[ ]], (( )), process substitution, brace expansion, traps, printf -v, mapfile.
a=(one two "three four"); a+=(five); echo "${#a[@]} ${a[2]} ${a[@]:1:2} ${!a[@]}"; unset 'a[1]'; echo "${!a[*]}"
declare -A m=([x]=1 [y]=2); m[z]=3; for k in x y z; do echo "$k=${m[$k]}"; done; echo "${#m[@]}"
[[ abc == a* && ! abc =~ ^b ]] && echo match; [[ foo123 =~ ([a-z]+)([0-9]+) ]] && echo "${BASH_REMATCH[1]} ${BASH_REMATCH[2]}"
for ((i = 0; i < 5; i++)); do ((i == 3)) && continue; echo -n "$i "; done; echo; echo {1..5} {a..e} x{1,2}{a,b} {01..03}
s="Hello World"; echo "${s^^} ${s,,} ${s/o/0} ${s//o/0} ${s:6} ${s:0:5} ${s: -3} ${s/#Hello/Bye} ${s@Q}"
printf -v v '%05d' 42; echo $v; mapfile -t lines < <(printf 'l1\nl2\nl3\n'); echo "${#lines[@]} ${lines[1]}"
while read -r x; do echo "ps $x"; done < <(seq 1 3); cat <<< "here string $s"
f() { local -a loc=("$@"); local -n ref=$1; ref=changed; echo "${FUNCNAME[0]} ${#loc[@]}"; }; target=x; f target; echo $target
trap 'echo "ERR at $?"' ERR; false; trap - ERR; trap 'echo EXIT' EXIT; set -o pipefail; false | true; echo $?; set +o pipefail
coproc { while read -r l; do echo "co $l"; done; }; echo hi >&"${COPROC[1]}"; read -r r <&"${COPROC[0]}"; echo "$r"; eval "exec ${COPROC[1]}>&-"; wait $COPROC_PID 2>/dev/null
select_() { local IFS=$'\n'; echo "${*}"; }; select_ a b c; echo $'tab\tnew\nline\x41\u00e9'; printf '%q\n' 'a b$c'; echo "${PIPESTATUS[*]}"
case word in w*) echo 1;;& *d) echo 2;& x) echo 3;; esac; shopt -s extglob; [[ aaa == +(a) ]] && echo ext; echo ${s//+(l)/L}; shopt -s nullglob; echo nomatch*;
exec {fd}<> /tmp/bash.d; echo data >&$fd; cat /tmp/bash.d; exec {fd}>&-; rm /tmp/bash.d; umask; type -t if cd ls f; echo $((2**10)) $((16#ff)) $((010)); let z=3*4; echo $z
sleep 0.1 & wait -n; echo "wait -n $?"; kill -l 9; (exit 300); echo $?; BASHPID_=$BASHPID; [ -n "$BASHPID_" ] && echo pid; echo ${#PWD} | grep -c .; declare -i n=5+5; echo $n; declare -r ro=1; (ro=2) 2>/dev/null || echo readonly
