# The part of the launcher that a checkout and an installed archive share; ./skytrawl and bin/skytrawl read it.
# Data goes to stdout; everything said here goes to stderr. No process is started that need not be: each takes as long as
# a tenth of what the JVM takes to start.

needed=21

# Java takes arguments and names of files as the locale has them: in C and POSIX (cron, containers), and where the locale that is
# set is not installed, as ASCII. An encoding other than UTF-8 stays: somebody has chosen it.
utf8_locale() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX | C.*) ;;
    *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*)
      # It may be missing, which only another process could tell. C.UTF-8 is as good, and only old systems lack it: they have
      # an archive of locales, and no folder of this one.
      [ -d /usr/lib/locale/C.utf8 ] || [ -d /usr/lib/locale/C.UTF-8 ] || [ ! -e /usr/lib/locale/locale-archive ] || return 0
      ;;
    *) return 0 ;;
  esac
  # a shell may say that there is no such locale
  { LC_ALL=C.UTF-8 && export LC_ALL; } 2>/dev/null
}
utf8_locale

# The major version of the Java in a folder, as $found; from its release file, as starting each to ask would take longer.
# With "javac" as second argument only a JDK will do.
major() {
  found=
  [ -x "$1/bin/java" ] && [ -x "$1/bin/${2:-java}" ] || return 1
  if [ -f "$1/release" ]; then
    while IFS='"' read -r key value rest; do
      case $key in JAVA_VERSION=) found=${value%%[!0-9]*} ;; esac
    done <"$1/release"
  else
    found=$("$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p')
  fi
  [ -n "$found" ]
}

seen=""
fits() {
  major "$1" "$2" || return 1
  [ "$found" -ge "$needed" ] && return 0
  case " $seen " in *" $found "*) ;; *) seen="$seen $found" ;; esac
  return 1
}

# Sets $jdk: JAVA_HOME if it fits, else the java on the PATH, else the newest in the usual places.
look_for_java() {
  if [ -n "${JAVA_HOME:-}" ] && fits "$JAVA_HOME" "$1"; then
    jdk=$JAVA_HOME
    return 0
  fi
  if on_path=$(command -v java 2>/dev/null); then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    if fits "${on_path%/*/*}" "$1"; then
      jdk=${on_path%/*/*}
      return 0
    fi
  fi
  best=0
  for place in /usr/lib/jvm/* /usr/java/* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if fits "$place" "$1" && [ "$found" -gt "$best" ]; then
      best=$found
      jdk=$place
    fi
  done
  [ "$best" -gt 0 ]
}

# Sets $jdk, or says what to install and ends. Argument: java, or javac where something must be built.
find_java() {
  HOME=${HOME:-/}
  look_for_java "$1" && return 0
  case $1 in javac) what=JDK package=jdk ;; *) what=Java package=jre-headless ;; esac
  found_text=${seen:+"only"$seen}
  {
    echo "skytrawl: needs a $what $needed or newer, and found ${found_text:-none}."
    echo "  Debian, Ubuntu: apt install openjdk-21-$package (or newer; Debian 12 has none: use Temurin)"
    echo "  macOS:          brew install openjdk"
    echo "  elsewhere:      Eclipse Temurin, https://adoptium.net"
    echo "  If it is installed in a place of its own, set JAVA_HOME to it."
  } >&2
  exit 1
}

# Sets $classpath from the folder of the jars: the command's jar names those it needs. A colon would part the path, so there
# the folder is called by the number under which this process, and the Java that it becomes, has it open.
find_jars() {
  jars=$1
  case $jars/ in
    *'!/'*) no_place "a folder whose name ends in '!'" ;;
    *:*)
      [ -d /proc/self/fd ] && exec 8<"$jars" && [ -d /proc/self/fd/8/. ] || no_place "a folder with a ':' in its name"
      jars=/proc/self/fd/8
      ;;
  esac
  for jar in "$jars"/skytrawl-cli-*.jar; do
    classpath=$jar
  done
}

no_place() {
  echo "skytrawl: Java cannot run from $1; move Skytrawl to another place." >&2
  exit 1
}

# The classes as the JVM wants them in memory: loading them is a third of a short run's time. Made by a rehearsal of what users
# do; for one Java and one build only. Should a file not fit, the JVM does without.
archive_classes() {
  case $1 in *:*) return 0 ;; esac
  stage=$1.$$
  mkdir -p "${1%/*}" 2>/dev/null && mkdir "$stage" 2>/dev/null || return 0
  trap 'rm -rf "$stage"; exit 130' HUP INT TERM
  XDG_CACHE_HOME=$stage "$jdk/bin/java" -Xlog:disable -Xlog:all=error:stderr -XX:ArchiveClassesAtExit="$stage/classes" \
    -cp "$classpath" org.skytrawl.cli.Rehearsal "$stage" >/dev/null 2>&1 </dev/null &&
    rm -f "${1%/*}"/*.jsa && mv "$stage/classes" "$1"
  rm -rf "$stage"
  trap - HUP INT TERM
}

# Becomes the command. First argument: the file of archived classes, which need not be there; the rest is the command's.
run_skytrawl() {
  # Commands run for seconds: what the JVM's second compiler would gain, it takes from the run itself (docs/performance.md)
  sharing=-Xshare:auto
  # Java parts this path too
  case $1 in *:*) ;; *) [ ! -f "$1" ] || sharing=-XX:SharedArchiveFile=$1 ;; esac
  shift
  # Java cannot ask whether stderr or stdout is a terminal, nor how wide it is
  terminal=false
  stdout_terminal=false
  size=
  columns=80
  if [ -t 1 ]; then
    stdout_terminal=true
    [ -t 2 ] || size=$(stty size <&1 2>/dev/null)
  fi
  if [ -t 2 ]; then
    terminal=true
    size=$(stty size <&2 2>/dev/null)
  fi
  [ "${size#* }" -gt 0 ] 2>/dev/null && columns=${size#* }
  # No XML parser, of whatever library, loads what a document names
  set -- -Djavax.xml.accessExternalDTD= -Djavax.xml.accessExternalSchema= -Djavax.xml.accessExternalStylesheet= \
    -cp "$classpath" org.skytrawl.cli.Main "$@"
  # Java looks into the list of users; whoever sets HOME means ~ to be there, for caches and configuration too
  case $HOME in /?*) [ ! -d "$HOME" ] || set -- "-Duser.home=$HOME" "$@" ;; esac
  exec "$jdk/bin/java" "$sharing" -Xlog:disable -Xlog:all=error:stderr -XX:TieredStopAtLevel=1 -XX:-UsePerfData \
    -Dskytrawl.terminal=$terminal -Dskytrawl.stdout.terminal=$stdout_terminal -Dskytrawl.columns=$columns "$@"
}
