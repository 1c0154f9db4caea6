# How much memory this host has, and how many web processes their share of it carries.
# shellcheck shell=bash

MEMORY=1800 # MiB that the host must have; one that is sold with 2 GB has some 1,950
# MiB of one web process: with a record of 20,000 targets, with a small one (docs/capacity.md).
PROCESS=450
SMALL_PROCESS=200

# In MiB: what the machine has, or less where the host is a container with a bound (of the first or second version of cgroups).
memory() {
  local root=${MACHINE_ROOT:-} all file limit # tests have a machine of their own
  all=$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB$/\1/p' "$root/proc/meminfo") / 1024))
  for file in memory/memory.limit_in_bytes memory.max; do
    limit=$(cat "$root/sys/fs/cgroup/$file" 2>/dev/null || echo max)
    [ "$limit" = max ] || [ $((limit / 1048576)) -ge $all ] || all=$((limit / 1048576))
  done
  echo "$all"
}

# MiB that the web processes may have together.
web_memory() { echo $(($(memory) * $(sed -n 's/^MemoryMax=\([0-9]*\)%$/\1/p' "$HERE/deploy/systemd/tracker-web.service") / 100)); }

# Two for each core, as far as memory carries them with a large record; two at least, so that one serves while another
# that has ended is replaced.
web_processes() {
  local most=$((2 * $(nproc))) carried=$(($(web_memory) / PROCESS))
  [ $most -le 16 ] || most=16
  [ $carried -ge 2 ] || carried=2
  echo $((carried < most ? carried : most))
}

# Those that an environment asks for, which may be from before the host was made smaller.
too_many_web_processes() {
  local asked carried=$(($(web_memory) / SMALL_PROCESS))
  asked=$(variable WEB_CONCURRENCY)
  ! [[ $asked =~ ^[0-9]+$ ]] || [ "$asked" -le $carried ] ||
    echo "WEB_CONCURRENCY of $ENVIRONMENT is $asked: of the memory of this host web may have $(web_memory) MiB, enough for $carried"
}
