#!/bin/sh
# Trains in the background at low priority: sh train.sh [options of text4seg_nano.train].
# tcmalloc, where installed (Debian: libtcmalloc-minimal4), saves page faults; a short spin keeps two
# threads from burning time on each other when the machine is shared.
cd "$(dirname "$0")" || exit 1
PYTHON=${PYTHON:-../../.venv/bin/python}
DIRECTORY=${TEXT4SEG_TRAINING:-$HOME/.cache/text4seg-nano-training}
mkdir -p "$DIRECTORY"
for LIBRARY in /usr/lib/*/libtcmalloc_minimal.so.4; do
  [ -e "$LIBRARY" ] && export LD_PRELOAD="$LIBRARY"
done
export OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=${GOMP_SPINCOUNT:-5000}
nohup nice -n 10 "$PYTHON" -m text4seg_nano.train "$@" >>"$DIRECTORY/train.out" 2>&1 &
echo $! >"$DIRECTORY/train.pid"
echo "training as process $(cat "$DIRECTORY/train.pid"), output in $DIRECTORY/train.out"
