### basics
echo $((1+2*3)) $(( (1+2)*3 )) $((7/2)) $((7%3)) $((-7/2)) $((-7%3))
### bases
echo $((0x1f)) $((010)) $((0)) $((0XaB))
### comparison
echo $((1<2)) $((2<=2)) $((3>4)) $((4>=4)) $((1==1)) $((1!=1))
### logic
echo $((1&&0)) $((1||0)) $((!1)) $((!0)) $((0||0))
### bits
echo $((6&3)) $((6|3)) $((6^3)) $((~5)) $((1<<4)) $((256>>4)) $((-8>>1))
### conditional
echo $((1?2:3)) $((0?2:3)) $((0?1:0?2:3))
### unary signs
echo $((-3)) $((+3)) $((- -3)) $((!-3)) $((~-1))
### assignment
x=5; echo $((x=7)) $x $((x+=3)) $x $((x*=2)) $((x-=1)) $((x/=2)) $((x%=5)) $x
### shift and bit assignment
x=1; echo $((x<<=4)) $((x>>=1)) $((x|=3)) $((x&=6)) $((x^=7))
### variables with and without dollar
x=4; echo $((x+1)) $(($x+1)) $((${x}+1))
### unset is zero
unset x; echo $((x)) $((x+1))
### empty variable is zero
x=; echo $((x))
### precedence
echo $((1|2&3)) $((1<<2+1)) $((1+1==2)) $((2*3%4)) $((1<2==1)) $((1^3&2|4))
### right to left assignment
echo $((a=b=3)) $a $b
### short circuit
x=0; : $((0 && (x=1))); echo $x; : $((1 || (x=1))); echo $x; : $((1 ? 0 : (x=1))); echo $x
### division by zero
(echo $((1/0))) 2>/dev/null; echo $(( $? != 0 ))
### division by zero not reached
echo $((0 && 1/0)) $((1 || 1/0))
### large values
echo $((9223372036854775807)) $((9223372036854775807 + 1)) $((-9223372036854775807 - 1))
### minimum divided by minus one
echo $(( (-9223372036854775807 - 1) / -1 )) $(( (-9223372036854775807 - 1) % -1 ))
#> -9223372036854775808 0
### space and newlines
echo $((  1
 +
 2 ))
### nested expansion
x=2; echo $(( $(echo 3) * ${x} + $((4)) )) 
### parentheses
echo $((((1+2))*(3+4)))
### quotes inside
x=3; echo "$(( x * 2 ))"
### increment
x=5; echo $((x++)) $x $((++x)) $x $((x--)) $((--x)) $x
#> 5 6 7 7 7 5 5
### comma
echo $((1,2)) $((x=3,x+1))
#> 2 4
### variable that holds an expression
a=b+1; b=4; echo $((a*2))
#> 10
### bad expression fails
(echo $((1+))) 2>/dev/null; echo $(( $? != 0 ))
### bad number fails
(echo $((08))) 2>/dev/null; echo $(( $? != 0 ))
### a subshell in a substitution is no arithmetic
echo $((echo a); (echo b))
#> a b
### loop
i=0; while [ $i -lt 5 ]; do i=$((i+1)); done; echo $i
### fibonacci
a=0 b=1; for i in 1 2 3 4 5 6 7 8 9 10; do c=$((a+b)) a=$b b=$c; done; echo $a
### negative shift of sign
echo $((-1>>63)) $((1<<62))
### read-only is an error
readonly r=1; (: $((r=2))) 2>/dev/null; echo $(( $? != 0 ))
### in a parameter default
echo ${nosuch:-$((2+3))}
### in a here-document
cat <<X
$((6*7))
X
### equality chain
echo $((1==1==1)) $((2==2==2)) $((5!=4!=1))
