import { alpine } from './alpine.ts'
import { busyboxImage } from './busybox.ts'
import type { ImageDefinition } from './image.ts'
import { nginxImage, nginxUnprivileged } from './nginx.ts'
import { pause } from './pause.ts'

/** Every image that exists. */
export const images: readonly ImageDefinition[] = [alpine, busyboxImage, nginxImage, nginxUnprivileged, pause]
