import { busyboxImage } from './busybox.ts'
import { defineImage } from './image.ts'

const ROOT = '/usr/local/apache2'

/** `httpd` */
export const httpdImage = defineImage({
  repositories: ['docker.io/library/httpd', 'public.ecr.aws/docker/library/httpd'],
  tags: (tag) => /^(latest|2|2\.4(\.\d\d?)?)(-(alpine|bookworm|trixie))?$/.test(tag),
  sizeBytes: 45_172_345,
  config: {
    cmd: ['httpd-foreground'],
    env: {
      PATH: `${ROOT}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      HTTPD_PREFIX: ROOT,
      HTTPD_VERSION: '2.4.65',
    },
    workingDir: ROOT,
    ports: ['80/tcp'],
    stopSignal: 'SIGWINCH',
  },
  base: busyboxImage,
  files(files) {
    files.program(`${ROOT}/bin/httpd-foreground`, 'httpd').directory(`${ROOT}/logs`)
    files.file(`${ROOT}/htdocs/index.html`, '<html><body><h1>It works!</h1></body></html>\n')
    files.file(`${ROOT}/conf/httpd.conf`, `ServerRoot "${ROOT}"\nListen 80\nDocumentRoot "${ROOT}/htdocs"\n`)
  },
})
