import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage } from './image.ts'

/** `redis` */
export const redisImage = defineImage({
  repositories: ['docker.io/library/redis', 'public.ecr.aws/docker/library/redis'],
  tags: (tag) => /^(latest|[5-8](\.\d(\.\d\d?)?)?)?-?(alpine|bookworm)?$/.test(tag) && tag !== '',
  sizeBytes: 44_868_261,
  config: {
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['redis-server'],
    env: { PATH: DEFAULT_PATH, REDIS_VERSION: '7.4.5' },
    workingDir: '/data',
    ports: ['6379/tcp'],
  },
  base: busyboxImage,
  files(files) {
    files.program('/usr/local/bin/redis-server', 'redis-server').program('/usr/local/bin/redis-cli', 'redis-cli')
    files.directory('/data', 0o755, 999)
    // Options alone are the server's.
    files.file(
      '/usr/local/bin/docker-entrypoint.sh',
      '#!/bin/sh\nset -e\nif [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then\n  set -- redis-server "$@"\nfi\nexec "$@"\n',
      0o755,
    )
  },
})
