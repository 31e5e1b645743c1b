#!/bin/sh
# Starts a command as an ordinary user who can write the cache folder.
#
# Begun as root: the user is the owner of the cache folder or, when that is root, `node` (1000), who is then given the
# folder. Files of root in it, written by the Python system, are given to that user too. Nothing else is changed.
# Begun as anyone else (`docker run --user`, `user:` in a compose file): the command is run as it is.
set -eu

if [ "$(id -u)" -ne 0 ]; then
  exec "$@"
fi

say() { echo "entrypoint: $*" >&2; }

folder=${CACHE_DIR:-/app/cache}
node_uid=$(id -u node)
node_gid=$(id -g node)

mkdir -p -- "$folder" 2>/dev/null || say "$folder cannot be made"
folder=$(realpath -m -- "$folder")

uid=$(stat -c %u -- "$folder" 2>/dev/null || echo 0)
gid=$(stat -c %g -- "$folder" 2>/dev/null || echo 0)
if [ "$uid" -eq 0 ]; then uid=$node_uid; fi
# A folder that a person shares with group root must not put the service into that group.
if [ "$gid" -eq 0 ]; then gid=$node_gid; fi

case $folder in
  / | /app | /app/dist* | /app/docker* | /etc | /etc/* | /usr | /usr/* | /bin | /lib | /proc* | /sys* | /dev*)
    say "CACHE_DIR=$folder is not a folder to give away; its owner stays"
    ;;
  *)
    # -xdev and -h: never another file system, never what a link leads to.
    find "$folder" -xdev -user 0 -exec chown -h "$uid:$gid" {} + 2>/dev/null ||
      say "could not give the files of root in $folder to user $uid; if answers are not kept: chown -R $uid:$gid on the host"
    ;;
esac
# The credentials may lie elsewhere.
credentials=${POMS_CACHE_FILE:-}
if [ -n "$credentials" ] && [ -f "$credentials" ] && [ ! -L "$credentials" ] && [ "$(stat -c %u -- "$credentials")" = 0 ]; then
  chown -- "$uid:$gid" "$credentials" 2>/dev/null || say "could not give $credentials to user $uid"
fi

export HOME=/tmp
if ! drop=$(setpriv --reuid="$uid" --regid="$gid" --clear-groups --inh-caps=-all --no-new-privs true 2>&1); then
  say "root cannot become user $uid here ($drop)"
  say "allow it (cap_add: [CHOWN, DAC_OVERRIDE, SETGID, SETUID]) or start with another user (user: \"1000:1000\")"
  exit 1
fi
exec setpriv --reuid="$uid" --regid="$gid" --clear-groups --inh-caps=-all --no-new-privs "$@"
