import { busyboxHttpd } from './busybox-httpd.ts'
import type { Program } from '../../machine/process/process.ts'
import { sh } from '../shell/sh.ts'
import { kill, pgrep, pidof, ps, top, free, uptime } from './processes.ts'
import { nameOf, toProgram, UnknownOption, type Applet } from './applet.ts'
import * as changing from './changing-files.ts'
import { echo } from './echo.ts'
import { find } from './find.ts'
import { grep } from './grep.ts'
import * as ids from './ids.ts'
import * as listing from './listing.ts'
import { nslookup } from './name-lookup.ts'
import * as net from './network-tools.ts'
import { printf } from './printf.ts'
import * as readers from './readers.ts'
import * as small from './small.ts'
import { tar } from './tar.ts'
import { test } from './test.ts'
import * as text from './text.ts'
import { textTool } from './text-tools.ts'
import { wget } from './wget.ts'

/** What BusyBox is told to be by its name. */
export const applets: Readonly<Record<string, Applet>> = Object.assign(Object.create(null) as object, {
  '[': test,
  arch: small.uname,
  awk: textTool,
  base64: text.base64,
  basename: small.basename,
  cat: readers.cat,
  chgrp: changing.chgrp,
  chmod: changing.chmod,
  chown: changing.chown,
  clear: small.clear,
  comm: textTool,
  cp: changing.cp,
  cut: text.cut,
  date: text.date,
  dd: changing.dd,
  df: listing.df,
  diff: textTool,
  dirname: small.dirname,
  du: listing.du,
  echo,
  egrep: grep,
  env: small.env,
  expr: textTool,
  false: () => 1,
  fgrep: grep,
  find,
  fold: textTool,
  free,
  grep,
  groups: ids.groups,
  gunzip: textTool,
  gzip: textTool,
  head: readers.head,
  hostname: small.hostname,
  httpd: busyboxHttpd,
  id: ids.id,
  ifconfig: net.ifconfig,
  ip: net.ip,
  kill,
  killall: pgrep,
  less: readers.cat,
  ln: changing.ln,
  ls: listing.ls,
  md5sum: textTool,
  mkdir: changing.mkdir,
  mktemp: changing.mktemp,
  more: readers.cat,
  mount: listing.mount,
  mv: changing.mv,
  nc: net.nc,
  netstat: net.netstat,
  nice: small.passOn,
  nl: text.nl,
  nohup: small.passOn,
  nproc: small.nproc,
  nslookup,
  od: textTool,
  paste: textTool,
  pgrep,
  pidof,
  ping: net.ping,
  pkill: pgrep,
  printenv: small.printenv,
  printf,
  ps,
  pwd: small.pwd,
  readlink: listing.readlink,
  realpath: listing.realpath,
  rev: text.rev,
  rm: changing.rm,
  rmdir: changing.rmdir,
  sed: textTool,
  seq: small.seq,
  setsid: small.passOn,
  sha1sum: textTool,
  sha256sum: textTool,
  sleep: small.sleepFor,
  sort: text.sort,
  split: textTool,
  stat: listing.stat,
  strings: textTool,
  sync: small.sync,
  tac: text.tac,
  tail: readers.tail,
  tar,
  tee: readers.tee,
  test,
  time: small.passOn,
  timeout: small.timeout,
  top,
  touch: changing.touch,
  tr: text.tr,
  true: () => 0,
  tty: small.tty,
  uname: small.uname,
  uniq: text.uniq,
  uptime,
  watch: small.watch,
  wc: readers.wc,
  wget,
  which: small.which,
  whoami: ids.whoami,
  xargs: text.xargs,
  yes: small.yes,
  zcat: textTool,
} satisfies Record<string, Applet>)

/** Names under which the program is installed. */
export const APPLET_NAMES: readonly string[] = ['ash', 'sh', ...Object.keys(applets)]

/** One program for all of them: `argv[0]` says which. */
export const busybox: Program = async (process) => {
  let name = nameOf(process.argv).replace(/^-/, '')
  if (name === 'busybox' && process.argv.length > 1) {
    process.argv = process.argv.slice(1)
    name = nameOf(process.argv)
  }
  if (name === 'sh' || name === 'ash') return sh(process)
  const applet = applets[name]
  if (!applet) {
    if (name !== 'busybox') await process.write(2, `${name}: applet not found\n`)
    else
      await process.write(
        1,
        `BusyBox v1.36.1 multi-call binary.\n\nCurrently defined functions:\n\t${APPLET_NAMES.join(', ')}\n`,
      )
    return name === 'busybox' ? 0 : 127
  }
  try {
    return await toProgram(applet)(process)
  } catch (error) {
    if (!(error instanceof UnknownOption)) throw error
    const option = error.option.startsWith('--')
      ? `unrecognized option: ${error.option.slice(2)}`
      : `invalid option -- '${error.option}'`
    await process.write(2, `${name}: ${option}\nBusyBox v1.36.1 multi-call binary.\n`)
    return 1
  }
}
