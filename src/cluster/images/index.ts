import { alpine } from './alpine.ts'
import { busyboxImage } from './busybox.ts'
import { eksImages } from './eks.ts'
import type { ImageDefinition } from './image.ts'
import { nginxImage, nginxUnprivileged } from './nginx.ts'
import { privateApp } from './private-app.ts'
import { pause } from './pause.ts'
import { shopCartImage, shopCatalogImage, shopWebImage } from './shop.ts'

/** Every image that exists. */
export const images: readonly ImageDefinition[] = [
  alpine,
  busyboxImage,
  nginxImage,
  nginxUnprivileged,
  pause,
  privateApp,
  shopWebImage,
  shopCatalogImage,
  shopCartImage,
  ...eksImages,
]
