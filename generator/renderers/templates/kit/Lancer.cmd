@echo off
rem Double clic : ouvre le parcours, exercices compris. Double click: opens the course, exercises included.
chcp 65001 >nul
pushd "%~dp0"
set "OK=import sys; sys.exit(sys.version_info < (3, 9))"
for %%P in ("py -3" "python" "python3") do (
  %%~P -c "%OK%" >nul 2>nul && (
    %%~P lancer.py %*
    goto :end
  )
)
echo.
echo Pour les exercices, il faut Python 3.9 ou plus récent ; il n'a pas été trouvé sur cet ordinateur.
echo Le reste s'ouvre sans lui : double-cliquez sur {{ open }}.
echo.
echo The exercises need Python 3.9 or later, which was not found on this computer.
echo All the rest opens without it: double-click {{ open }}.
echo.
pause
:end
popd
