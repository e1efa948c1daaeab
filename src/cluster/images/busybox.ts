import { defineImage } from './image.ts'
import type { ImageFiles } from './image-files.ts'
import { APPLET_NAMES } from './programs/busybox.ts'

const PASSWD = `root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
bin:x:2:2:bin:/bin:/bin/false
nginx:x:101:101:nginx user:/nonexistent:/bin/false
www-data:x:33:33:www-data:/var/www:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
`
const GROUP = `root:x:0:
daemon:x:1:
bin:x:2:
nginx:x:101:
www-data:x:33:
nogroup:x:65534:
`

/** The search path of images that set none themselves. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** A small Linux: folders, users, and all of BusyBox in `/bin`. */
export function smallLinux(files: ImageFiles): void {
  for (const path of [
    '/bin',
    '/dev',
    '/etc',
    '/home',
    '/lib',
    '/proc',
    '/sys',
    '/usr/bin',
    '/usr/sbin',
    '/var/log',
    '/var/spool',
    '/run',
  ])
    files.directory(path)
  files.directory('/root', 0o700).directory('/tmp', 0o1777).directory('/var/tmp', 0o1777)
  files.program('/bin/busybox', 'busybox')
  files.hardLink('/bin/busybox', ...APPLET_NAMES.map((name) => `/bin/${name}`), '/usr/bin/env')
  files.symlink('/run', '/var/run')
  files.file('/etc/passwd', PASSWD).file('/etc/group', GROUP)
  files.file('/etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n')
}

/** `busybox` */
export const busyboxImage = defineImage({
  repositories: [
    'docker.io/library/busybox',
    'public.ecr.aws/docker/library/busybox',
    'registry.k8s.io/e2e-test-images/busybox',
    'gcr.io/google-containers/busybox',
    'quay.io/prometheus/busybox',
  ],
  tags: (tag) => /^(latest|stable|glibc|musl|uclibc|1|1\.\d\d?(\.\d)?(-\w+)*)$/.test(tag),
  sizeBytes: 2_223_686,
  config: { cmd: ['sh'], env: { PATH: DEFAULT_PATH } },
  files: smallLinux,
})
