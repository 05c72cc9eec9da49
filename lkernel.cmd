@echo off
rem Runs the lkernel command from its checkout: finds a JDK, builds on first use, and starts Java with the flags it needs.
rem LKERNEL_JAVA names a JDK; LKERNEL_JAVA_OPTS adds options for the JVM. Unlike the script for other systems it does not
rem notice that sources have changed: delete cli\target\lkernel\built to have it build again.
setlocal EnableExtensions DisableDelayedExpansion
set "here=%~dp0"
set "out=%here%cli\target\lkernel"
set "jdk="

rem A path may hold a parenthesis, so that it must not stand unquoted in a block.
if defined LKERNEL_JAVA call :suits "%LKERNEL_JAVA%"
if defined LKERNEL_JAVA if not defined jdk (
    echo lkernel: "LKERNEL_JAVA=%LKERNEL_JAVA%" is no JDK 25 or newer>&2
    exit /b 1
)
if not defined jdk if defined JAVA_HOME call :suits "%JAVA_HOME%"
if not defined jdk for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :suits "%%~dp$PATH:j.."
for %%r in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks") do (
    if exist "%%~r\" for /d %%d in ("%%~r\*") do if not defined jdk call :suits "%%~d"
)
if not defined jdk (
    echo lkernel: needs JDK 25 or newer, and found none: install one, or let LKERNEL_JAVA or JAVA_HOME name it>&2
    exit /b 1
)

if not exist "%out%\built" call :build || exit /b 1

"%jdk%\bin\java.exe" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ^
    -XX:+UseParallelGC -Xmn64m -Dkryo.unsafe=false ^
    -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 ^
    %LKERNEL_JAVA_OPTS% -jar "%out%\lib\lkernel.jar" %*
exit /b %ERRORLEVEL%

rem Sets jdk to directory %1 when its release file says that it is new enough.
:suits
if not exist "%~1\release" exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
for /f "tokens=2 delims==." %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do call :newer "%~1" %%v
exit /b 0

:newer
set "version=%~2"
set "version=%version:"=%"
if %version% GEQ 25 set "jdk=%~1"
exit /b 0

:build
where mvn >nul 2>nul
if errorlevel 1 (
    echo lkernel: has to be built first, which needs Maven: install mvn>&2
    exit /b 1
)
echo building lkernel ^(first use^)...>&2
pushd "%here%"
call mvn -q -B -pl cli -am -Dmaven.test.skip=true package 1>&2
set "status=%ERRORLEVEL%"
popd
if not "%status%"=="0" echo lkernel: the build failed; mvn package says why>&2
exit /b %status%
