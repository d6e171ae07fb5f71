#!/usr/bin/env bash
# Installs what the self-tests need and npm does not bring, where it is missing: the real clients of the published
# samples, and a browser to open the report in. For Debian and Ubuntu; as root, or with sudo.
set -u

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

needs=()
command -v curl >/dev/null || needs+=(curl)
command -v http >/dev/null || needs+=(httpie)
/usr/bin/python3 -c 'import requests' 2>/dev/null || needs+=(python3-requests)
command -v chromium >/dev/null || needs+=(chromium)
if [ "${#needs[@]}" -gt 0 ]; then
  as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${needs[@]}"
fi
