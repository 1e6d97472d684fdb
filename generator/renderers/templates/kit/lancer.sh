#!/bin/sh
# Ouvre le parcours, exercices compris. Opens the course, exercises included.
cd "$(dirname "$0")" || exit 2
for python in python3 python; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' >/dev/null 2>&1; then
    exec "$python" lancer.py "$@"
  fi
done
echo "Pour les exercices, il faut Python 3.9 ou plus récent ; il n'a pas été trouvé sur cet ordinateur."
echo "Le reste s'ouvre sans lui : double-cliquez sur {{ open }}."
echo
echo "The exercises need Python 3.9 or later, which was not found on this computer."
echo "All the rest opens without it: double-click {{ open }}."
[ -t 0 ] && { echo; echo "Entrée / Enter"; read -r _; }
exit 2
