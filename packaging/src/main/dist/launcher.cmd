@echo off
rem Starts @what@ on a Java of the machine. No blocks in parentheses: a path may have some.
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0"
if not exist "%home%lib\@door@.jar" set "home=%~dp0..\"
if not exist "%home%lib\@door@.jar" goto incomplete

set "java="
call :look "%IMAGESYNC_JAVA_HOME%"
call :look "%JAVA_HOME%"
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :look "%%~dp$PATH:J.."
for /d %%H in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\*") do call :look "%%~H"
if not defined java goto none

rem Options that are meant for other Java programs on the machine may not fit this one.
set "JAVA_TOOL_OPTIONS="
set "JDK_JAVA_OPTIONS="
set "_JAVA_OPTIONS="
"%java%" "@%home%lib\java.options" %IMAGESYNC_JAVA_OPTIONS% -cp "%home%lib\@door@.jar" dev.imagesync.@door@.Main %*
exit /b %ERRORLEVEL%

:incomplete
echo imagesync: "%home%lib" is incomplete: unpack the package again, whole>&2
exit /b 1

:none
echo imagesync: this package brings no Java of its own, and no Java @java@ or newer was found. Install one (https://adoptium.net), or name its folder in IMAGESYNC_JAVA_HOME>&2
exit /b 1

rem A Java tells its version in a file, so it need not be started for that.
:look
if defined java exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
for /f "tokens=2 delims=^=." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release" 2^>nul') do call :keep "%~1" %%V
exit /b 0

:keep
set "major=%~2"
set "major=%major:"=%"
if %major% GEQ @java@ set "java=%~1\bin\java.exe"
exit /b 0
