@echo off
rem インターネットを使わずに minutes を入れます:  install.cmd [入れる場所]
chcp 65001 >nul
setlocal
set "HERE=%~dp0"
set "PLACE=%~1"
if "%PLACE%"=="" set "PLACE=%LOCALAPPDATA%\minutes"
py -3 -m venv "%PLACE%" || exit /b 1
"%PLACE%\Scripts\python" -m pip install --quiet --no-index --no-deps --require-hashes --find-links "%HERE%wheels" --requirement "%HERE%requirements.lock" || exit /b 1
for /d %%M in ("%HERE%models\*") do "%PLACE%\Scripts\minutes" models fetch %%~nxM --from "%%M" || exit /b 1
"%PLACE%\Scripts\minutes" doctor
