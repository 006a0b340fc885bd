#!/bin/sh
# What smoke.sh runs inside the clean root. Each step says what it found; the first failure ends it.
set -eu
export LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
say() { echo "smoke: $*"; }
fail() { echo "smoke: FAILED: $*" >&2; exit 1; }
as_agent() { su agent -s /bin/sh -c ". /smoke/environment; $*"; }

say "the root: $(cat /etc/debian_version), no network, no compiler, no Python"
for tool in gcc cc g++ python3; do ! command -v $tool >/dev/null || fail "$tool is here"; done
[ "$(grep -c : /proc/net/dev)" = 1 ] || fail "there is a network"
[ "$(wc -l </proc/net/route)" -le 1 ] || fail "there is a route"

started=$(date +%s)
dpkg --install /smoke/*.deb >/smoke/dpkg.log 2>&1 || { cat /smoke/dpkg.log; fail "it does not install"; }
say "installed in $(($(date +%s) - started)) s: $(dpkg-query -W -f '${Package} ${Installed-Size} KiB; ' 'support-copilot*')"
support-copilot --version >/dev/null || fail "it does not start"

useradd --create-home agent
cat >/smoke/environment <<'END'
export HOME=/home/agent LC_ALL=C.UTF-8 DISPLAY=:99 SUPPORT_COPILOT_PASSPHRASE_FILE=$HOME/passphrase
cd "$HOME"
END
phrase="nine boats in the harbour"
echo "$phrase" >/home/agent/passphrase
chown agent /home/agent/passphrase
chmod 600 /home/agent/passphrase

Xvfb :99 -screen 0 1600x1000x24 -fbdir /smoke -nolisten tcp >/smoke/xvfb.log 2>&1 &
screen=$!
for _ in $(seq 50); do [ -S /tmp/.X11-unix/X99 ] && break; sleep 0.1; done

# Without the variable for the passphrase: the window shall ask for it.
as_agent "unset SUPPORT_COPILOT_PASSPHRASE_FILE; exec support-copilot >window.log 2>&1" &
export DISPLAY=:99
keys() { xdotool key --clearmodifiers --delay 80 "$@"; }
window() { xdotool search --onlyvisible --name "$1" 2>/dev/null | head -1; }
wait_for() {
  for _ in $(seq "$2"); do [ -n "$(window "$1")" ] && return 0; sleep 0.5; done
  fail "no window “$1” came"
}
picture() { cp /smoke/Xvfb_screen0 "/smoke/$1.xwd"; }

wait_for "^Unlock Support Copilot" 120
say "the window is there and asks for a passphrase"
xdotool windowfocus --sync "$(window '^Unlock Support Copilot')"
sleep 1
picture 1-unlock
xdotool type --delay 30 "$phrase"
keys Tab
xdotool type --delay 30 "$phrase"
keys Return
for _ in $(seq 120); do [ -z "$(window '^Unlock Support Copilot')" ] && break; sleep 0.5; done
[ -z "$(window '^Unlock Support Copilot')" ] || { picture 2-locked; fail "the passphrase did not unlock it"; }
say "unlocked, and the demo desk is open"
xdotool windowfocus --sync "$(window 'Support Copilot')"
sleep 5

# As a browser starts it: by the entry for addresses. Another address is refused.
opens=$(sed -n 's/^Exec=//p' /usr/share/applications/support-copilot-ticket.desktop)
as_agent "$(echo "$opens" | sed 's|%u|support-copilot://ticket/4221|')" || fail "a link opens no ticket"
! as_agent "$(echo "$opens" | sed 's|%u|support-copilot://ticket/4221/approve|')" 2>/dev/null || fail "any link is taken"
sleep 3
picture 2-linked

xdotool windowfocus --sync "$(window 'Support Copilot')"
# The window prepares other tickets too, so the engine is never quiet: approve as soon as it can be.
# Until there is a draft these keys do nothing. What the demo desk was sent stands in its own file.
started=$(date +%s)
sent() { grep -q '"mails":\[{' /home/agent/.local/share/support-copilot/default/demo-desk.json; }
for _ in $(seq 60); do
  sleep 12
  ! sent || break
  keys alt+a
  keys alt+a
  keys alt+a
  keys ctrl+Return
done
picture 3-approved
sent || fail "nothing was sent in $(($(date +%s) - started)) s"
say "summary and draft were made, approved and sent in $(($(date +%s) - started)) s"
sleep 3
picture 4-sent
grep -v "^$" /home/agent/window.log | head -5 || true
xdotool search --onlyvisible --name 'Support Copilot' windowclose 2>/dev/null || true
for _ in $(seq 40); do pgrep -u agent support-copilo >/dev/null || break; sleep 0.5; done
pkill -u agent support-copilo || true
sleep 1

as_agent "support-copilot outbox --json" >/smoke/outbox.json
grep -q '"confirmed"' /smoke/outbox.json || { cat /smoke/outbox.json; fail "the outbox is not confirmed"; }
say "the outbox is confirmed"
as_agent "support-copilot audit verify" >/smoke/audit.txt || { cat /smoke/audit.txt; fail "the audit chain is broken"; }
say "audit: $(tail -1 /smoke/audit.txt)"
as_agent "support-copilot audit show" >/smoke/audit-rows.txt
grep -q "seen.*4221" /smoke/audit-rows.txt || { cat /smoke/audit-rows.txt; fail "the linked ticket was not shown"; }
for what in summarised generated approved confirmed; do
  grep -q " $what " /smoke/audit-rows.txt || { cat /smoke/audit-rows.txt; fail "nothing was $what"; }
done
say "a link opened ticket 4221 in the open window"
as_agent "support-copilot doctor" >/smoke/doctor.txt || { cat /smoke/doctor.txt; fail "the doctor found something"; }
say "doctor: $(grep -c '^ok' /smoke/doctor.txt) of $(wc -l </smoke/doctor.txt) in order"

for _ in 1 2 3 4 5 6 7 8; do
  date +%s.%N
  as_agent "SUPPORT_COPILOT_EXIT_AFTER_FIRST_FRAME=/home/agent/painted support-copilot" >/dev/null 2>&1
  cat /home/agent/painted; echo
done | awk 'NR % 2 { start = $1; next } { n++; if (n > 1) print $1 - start }' | sort -n >/smoke/frames
say "first frame: median $(sed -n 4p /smoke/frames) s, worst $(tail -1 /smoke/frames) s of 7, the file cache warm"
kill $screen

dpkg --remove support-copilot >/dev/null 2>&1 || fail "it cannot be removed"
dpkg --purge $(dpkg-query -W -f '${Package} ' 'support-copilot*') >/dev/null 2>&1 || fail "it cannot be purged"
for place in /opt/support-copilot /usr/bin/support-copilot /usr/share/doc/support-copilot /etc/support-copilot; do
  [ ! -e $place ] && [ ! -L $place ] || fail "$place is left"
done
[ -s /home/agent/.local/share/support-copilot/default/store.db ] || fail "the agent's store is gone"
say "removed; what the agent wrote is kept"
say "passed"
