#!/bin/sh
# The page for IT departments (resources/help/roll-out.md), step by step, inside the clean root of smoke.sh.
set -eu
export LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive
say() { echo "roll-out: $*"; }
fail() { echo "roll-out: FAILED: $*" >&2; exit 1; }
as_agent() { su agent -s /bin/sh -c ". /smoke/environment; $*"; }
said() { as_agent "$1" >/smoke/said 2>&1 || { cat /smoke/said; fail "$1"; }; }
refused() { ! as_agent "$1" >/smoke/said 2>&1 || { cat /smoke/said; fail "$1 was not refused"; }; }
says() { grep -q -e "$1" /smoke/said || { cat /smoke/said; fail "it does not say “$1”"; }; }

cd /smoke
sha256sum --quiet --ignore-missing --check SHA256SUMS || fail "the checksums"
say "the packages are those of the checksums"
apt-get install -y --no-install-recommends ./support-copilot_*_amd64.deb >/smoke/apt.log 2>&1 || { cat /smoke/apt.log; fail "it does not install"; }
say "installed silently, without a network"

policy=/etc/support-copilot/policy.toml
own=/opt/support-copilot/model-files/own.gguf
file=$(echo /smoke/support-copilot-model-*.deb)
dpkg-deb --fsys-tarfile "$file" | tar -xO --wildcards '*.gguf' >/smoke/own.gguf
refused "support-copilot doctor"
says "NOT  generation file.*is not on this machine"
dpkg -i "$file" >/dev/null
said "support-copilot doctor"
say "the model file by its package: $(grep -c '^ok' /smoke/said) of $(wc -l </smoke/said) in order"
dpkg --purge "$(dpkg-deb --field "$file" Package)" >/dev/null
mkdir -p /opt/support-copilot/model-files
name=$(dpkg-deb --contents "$file" | sed -n 's|.*/\(.*\.gguf\)$|\1|p')
cp /smoke/own.gguf "/opt/support-copilot/model-files/$name"
said "support-copilot doctor"
say "by hand beside the program: $(grep -c '^ok' /smoke/said) of $(wc -l </smoke/said) in order"
mv "/opt/support-copilot/model-files/$name" "$own"

mkdir -p /etc/support-copilot /srv/articles
printf '# Opening hours\n\nThe shop is open from nine to five on weekdays.\n' >/srv/articles/hours.md
# The example of the page as it stands there.
sed -n '/^    helpdesk = "rt"/,/^    scope = /s/^    //p' /opt/support-copilot/_internal/resources/help/roll-out.md >$policy
grep -q approval_days $policy || fail "the page has no example"
said "support-copilot privacy status"
says "^traces .* 7 days"
says "Hosts that may be contacted: rt.example.com"
refused "support-copilot doctor"
says "^ok   model file"
says "^NOT  helpdesk .*is not kept here yet"
[ "$(grep -c '^NOT' /smoke/said)" = 1 ] || { cat /smoke/said; fail "more than the helpdesk is out of place"; }
say "settings by the page's policy file; what is out of place is the token that nobody gave yet"
for change in "connect demo" "models use /smoke/own.gguf" "knowledge add /tmp"; do
  refused "support-copilot $change"
  says "is set by your organisation"
done
refused "support-copilot updates check"
says "Updates are off"
refused "echo 1-14-0f3c | support-copilot connect rt"
says "rt.example.com cannot be reached. Nothing was sent"
said "support-copilot doctor --egress"
say "locked settings are refused, updates are off, egress: $(grep 'attempts were refused' /smoke/said)"
chmod 666 $policy
refused "support-copilot privacy status"
says "can be changed by others than its owner"
chmod 644 $policy
echo 'nonsense = 1' >>$policy
refused "support-copilot privacy status"
says "nonsense"
say "a policy that others may write, or with a mistake, stops the start in words"

rm $policy
as_agent "support-copilot updates make-key release.key" >/smoke/said
public=$(grep -o '[0-9a-f]\{64\}' /smoke/said)
mkdir -p /srv/updates
cp /smoke/support-copilot_*_amd64.deb /srv/updates/support-copilot_9.0.0_amd64.deb
chmod -R a+rwX /srv/updates
as_agent 'support-copilot updates sign /srv/updates --key release.key --to 9.0.0 --notes "Faster drafts."' >/dev/null
printf '[updates]\nplace = "/srv/updates"\nkey = "%s"\n' "$public" >$policy
said "support-copilot updates check"
says "Version 9.0.0"
said "mkdir -p fetched; support-copilot updates fetch fetched"
as_agent "ls fetched" | grep -q '_9.0.0_amd64.deb' || fail "the update was not fetched"
rm $policy
say "updates by a signed folder: told, fetched, not installed"

said "support-copilot support-bundle bundle.txt --yes"
as_agent "cat bundle.txt" >/smoke/said
says "Support Copilot: .*, packaged"
says "llama-cpp-python: [0-9]"
! grep -i -e whitfield -e aquapure -e anna@ /smoke/said || fail "the bundle holds somebody's words"
log=/home/agent/.local/state/support-copilot/log/support-copilot.log
[ -s $log ] && [ "$(stat -c %a $log)" = 600 ] || fail "the log"
! grep -i -e whitfield -e aquapure $log || fail "the log holds somebody's words"
say "support bundle and log hold nobody's words"
said "support-copilot audit verify"
refused "timeout 100 support-copilot models fetch qwen2.5-coder-0.5b"
says "could not be fetched"

said "support-copilot remove-data --all --models --yes"
for place in .local/share .config .local/state; do
  [ ! -e /home/agent/$place/support-copilot ] || { ls -R /home/agent/$place/support-copilot; fail "$place is left"; }
done
apt-get purge -y support-copilot >/dev/null 2>&1 || fail "it cannot be purged"
rm -rf /opt/support-copilot/model-files
[ ! -e /etc/support-copilot ] || fail "the policy is left"
say "everything of a person is removed when they ask for it, and the program after it"
say "passed"
