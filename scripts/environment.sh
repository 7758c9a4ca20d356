# Sourced by scripts/demo and scripts/test: makes and enters the virtual environment that both use.
#
# prepare EXTRA...   .venv with mtqa (editable) and the named extras; does nothing where it is up to date.
# debian PACKAGE...  installs Debian packages as root, else says which are missing; never fails the caller.

prepare() {
  local extras stamp wanted
  extras=$(IFS=,; echo "$*")
  stamp=.venv/.prepared
  wanted="$extras $(cksum < pyproject.toml)"
  if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    echo "Setting up .venv (a few minutes the first time) ..." >&2
    "${PYTHON:-python3}" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
      || { echo "mtqa needs Python 3.11 or newer; set PYTHON to one." >&2; return 1; }
    [ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv || {
      echo "No virtual environment could be made: apt-get install python3-venv" >&2; return 1; }
    # torch first and by itself: asked for by another package, pip would take the CUDA build of several gigabytes.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[$extras]"
    echo "$wanted" > "$stamp"
  fi
  # shellcheck disable=SC1091
  . .venv/bin/activate
}

debian() {
  local package missing=()
  command -v dpkg-query >/dev/null || return 0
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ]; then
    echo "Installing ${missing[*]} ..." >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"; } >/dev/null 2>&1 \
      || echo "Could not install ${missing[*]}: what needs them is skipped and says so." >&2
  else
    echo "Not installed: ${missing[*]} (as root: apt-get install ${missing[*]}); what needs them is skipped." >&2
  fi
}
