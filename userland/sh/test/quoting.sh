### single quotes keep everything
printf '%s\n' 'a $x `b` \n "c"'
### double quotes keep spaces and expand
x='a  b'; echo "$x" $x
### backslash quotes one character
echo \$x \\ \' \" \a
### backslash in double quotes
printf '%s\n' "\$x \\ \a \" \` \'"
### backslash newline joins
echo ab\
cd "ef\
gh"
### empty quotes make a field
set -- '' "" a; echo $#
### adjacent quotes join
echo a'b'"c"d
### quoted empty next to unset
x=; set -- $x"" ; echo $#
### unset alone is no field
x=; set -- $x $x; echo $#
### quote in the middle of a word
echo a"b c"d'e f'g
### dollar alone
echo $ "$" a$ '$'
### dollar before other characters
echo $% "$=" $/
### backquotes nest with backslashes
echo `echo \`echo deep\``
### backquotes and double quotes
echo "`echo "a b"`"
### backslash dollar in backquotes
x=1; echo `echo \$x` `echo '\$x'`
### dollar-single quotes
echo $'a\tb\n\x41\101\'' | od -c
#> 0000000   a  \t   b  \n   A   A   '  \n
#> 0000010
### multi-line string
echo 'a
b' "c
d"
### comment after words
echo a #b c
echo a#b
### hash inside word
echo a#b '#c' "#d"
### semicolon quoted
echo 'a;b' ";" \;
### glob characters quoted
echo '*' "*" \*
### tilde quoted
HOME=/h; echo ~ '~' "~" \~ ~/x a~ ~"/x"
