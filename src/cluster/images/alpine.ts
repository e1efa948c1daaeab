import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage } from './image.ts'

/** `alpine` */
export const alpine = defineImage({
  repositories: ['docker.io/library/alpine', 'public.ecr.aws/docker/library/alpine'],
  tags: (tag) => /^(latest|edge|3|3\.\d\d(\.\d\d?)?)$/.test(tag),
  sizeBytes: 3_653_068,
  config: { cmd: ['/bin/sh'], env: { PATH: DEFAULT_PATH } },
  base: busyboxImage,
  files(files) {
    files.file('/etc/alpine-release', '3.22.1\n')
    files.file(
      '/etc/os-release',
      'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.1\nPRETTY_NAME="Alpine Linux v3.22"\n',
    )
  },
})
