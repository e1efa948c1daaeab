import { busyboxImage, DEFAULT_PATH } from './busybox.ts'
import { defineImage, type ImageDefinition } from './image.ts'

/** One service of the course's shop. */
function shopImage(name: string, sizeBytes: number): ImageDefinition {
  return defineImage({
    repositories: [`docker.io/reconcile/${name}`, `public.ecr.aws/reconcile/${name}`],
    tags: ['1.0', '1.1', 'latest'],
    sizeBytes,
    config: (tag) => ({
      entrypoint: [`/app/${name}`],
      env: { PATH: DEFAULT_PATH, VERSION: tag },
      user: '65532',
      ports: ['8080/tcp'],
    }),
    base: busyboxImage,
    files: (files) => void files.program(`/app/${name}`, name).program('/usr/bin/curl', 'curl'),
  })
}

export const shopWebImage = shopImage('shop-web', 21_407_331)
export const shopCatalogImage = shopImage('shop-catalog', 19_210_554)
export const shopCartImage = shopImage('shop-cart', 19_830_112)
