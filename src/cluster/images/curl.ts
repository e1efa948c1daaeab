import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage } from './image.ts'

/** `curlimages/curl` */
export const curlImage = defineImage({
  repositories: ['docker.io/curlimages/curl', 'quay.io/curl/curl', 'public.ecr.aws/docker/curlimages/curl'],
  tags: (tag) => /^(latest|[78]\.\d\d?\.\d)$/.test(tag),
  sizeBytes: 9_345_277,
  config: { entrypoint: ['/entrypoint.sh'], cmd: ['curl'], env: { PATH: DEFAULT_PATH }, user: 'curl_user' },
  base: busyboxImage,
  files(files) {
    files.program('/usr/bin/curl', 'curl').directory('/home/curl_user', 0o755, 100)
    files.file(
      '/etc/passwd',
      'root:x:0:0:root:/root:/bin/sh\ncurl_user:x:100:101:Linux User,,,:/home/curl_user:/bin/sh\n',
    )
    files.file('/etc/group', 'root:x:0:root\ncurl_group:x:101:curl_user\n')
    // Options alone, and what is no program, are curl's.
    files.file(
      '/entrypoint.sh',
      '#!/bin/sh\nif [ "${1#-}" != "$1" ] || [ -z "$(command -v "$1")" ]; then\n  set -- curl "$@"\nfi\nexec "$@"\n',
      0o755,
    )
  },
})
