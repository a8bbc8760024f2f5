#!/bin/sh
# インターネットを使わずに minutes を入れます:  sh install.sh [入れる場所]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place=${1:-"$HOME/minutes"}
(cd "$here" && sha256sum --check --quiet SHA256SUMS)
python3 -m venv "$place"
"$place/bin/python" -m pip install --quiet --no-index --no-deps --require-hashes \
  --find-links "$here/wheels" --requirement "$here/requirements.lock"
for model in "$here"/models/*; do
  "$place/bin/minutes" models fetch "$(basename "$model")" --from "$model"
done
"$place/bin/minutes" doctor
echo "入りました。 $place/bin/minutes draft 録音 --agenda 次第 --roster 名簿"
