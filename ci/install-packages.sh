#!/usr/bin/env bash
# Installs what the self-tests need and npm does not bring, where it is missing: the real clients of the published
# samples, a browser to open the report in, a real proxy and a real web server to put before a sandbox, and what checks
# metrics and alerts. For Debian and Ubuntu; as root, or with sudo.
set -u

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

needs=()
command -v curl >/dev/null || needs+=(curl)
command -v http >/dev/null || needs+=(httpie)
/usr/bin/python3 -c 'import requests' 2>/dev/null || needs+=(python3-requests)
command -v chromium >/dev/null || needs+=(chromium)
PATH=$PATH:/usr/sbin command -v nginx >/dev/null || needs+=(nginx)
command -v tinyproxy >/dev/null || needs+=(tinyproxy-bin)
command -v promtool >/dev/null || needs+=(prometheus)
if [ "${#needs[@]}" -gt 0 ]; then
  # The self-tests start what they need themselves: no package is to (invoke-rc.d(8) asks this file).
  policy=/usr/sbin/policy-rc.d
  own_policy=
  if [ ! -e $policy ]; then
    own_policy=1
    printf '#!/bin/sh\nexit 101\n' | as_root install -m 755 /dev/stdin $policy
  fi
  as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${needs[@]}"
  if [ -n "$own_policy" ]; then as_root rm "$policy"; fi
fi
