import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage, type ImageDefinition } from './image.ts'

interface Distribution {
  repositories: readonly string[]
  tags: RegExp
  sizeBytes: number
  /** `/etc/os-release` */
  release: Readonly<Record<string, string>>
}

/** A distribution with bash. Differs: its commands are BusyBox', and there are some that the real image would install first. */
function distribution({ repositories, tags, sizeBytes, release }: Distribution): ImageDefinition {
  return defineImage({
    repositories,
    tags: (tag) => tags.test(tag),
    sizeBytes,
    config: { cmd: ['/bin/bash'], env: { PATH: DEFAULT_PATH } },
    base: busyboxImage,
    files(files) {
      files.program('/bin/bash', 'bash')
      const lines = Object.entries(release).map(([name, value]) => `${name}="${value}"\n`)
      files.file('/etc/os-release', lines.join(''))
    },
  })
}

const mirrored = (name: string) => [`docker.io/library/${name}`, `public.ecr.aws/docker/library/${name}`]

/** `ubuntu` */
export const ubuntuImage = distribution({
  repositories: mirrored('ubuntu'),
  tags: /^(latest|rolling|\d\d\.\d\d|jammy|noble|focal)$/,
  sizeBytes: 29_723_147,
  release: { PRETTY_NAME: 'Ubuntu 24.04.3 LTS', NAME: 'Ubuntu', VERSION_ID: '24.04', ID: 'ubuntu', ID_LIKE: 'debian' },
})

/** `debian` */
export const debianImage = distribution({
  repositories: mirrored('debian'),
  tags: /^(latest|stable|1[0-3](\.\d\d?)?|trixie|bookworm|bullseye)(-slim)?$/,
  sizeBytes: 48_494_272,
  release: { PRETTY_NAME: 'Debian GNU/Linux 13 (trixie)', NAME: 'Debian GNU/Linux', VERSION_ID: '13', ID: 'debian' },
})

/** `amazonlinux` */
export const amazonLinuxImage = distribution({
  repositories: [...mirrored('amazonlinux'), 'public.ecr.aws/amazonlinux/amazonlinux'],
  tags: /^(latest|2|2023(\.\d+)*)$/,
  sizeBytes: 54_301_117,
  release: { NAME: 'Amazon Linux', VERSION: '2023', ID: 'amzn', ID_LIKE: 'fedora', VERSION_ID: '2023' },
})
