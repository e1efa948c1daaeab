import { alpine } from './alpine.ts'
import { busyboxImage } from './busybox.ts'
import { curlImage } from './curl.ts'
import { eksImages } from './eks.ts'
import { httpdImage } from './httpd.ts'
import type { ImageDefinition } from './image.ts'
import { amazonLinuxImage, debianImage, ubuntuImage } from './linux.ts'
import { mariadbImage, mysqlImage } from './mysql.ts'
import { nginxImage, nginxUnprivileged } from './nginx.ts'
import { postgresImage } from './postgres.ts'
import { privateApp } from './private-app.ts'
import { pause } from './pause.ts'
import { redisImage } from './redis.ts'
import { agnhostImage, helloAppImage, httpEchoImage, whoamiImage } from './samples.ts'
import { shopCartImage, shopCatalogImage, shopWebImage } from './shop.ts'

/** Every image that exists. */
export const images: readonly ImageDefinition[] = [
  agnhostImage,
  alpine,
  amazonLinuxImage,
  busyboxImage,
  curlImage,
  debianImage,
  helloAppImage,
  httpEchoImage,
  httpdImage,
  mariadbImage,
  mysqlImage,
  nginxImage,
  nginxUnprivileged,
  pause,
  postgresImage,
  privateApp,
  redisImage,
  shopWebImage,
  shopCatalogImage,
  shopCartImage,
  ubuntuImage,
  whoamiImage,
  ...eksImages,
]
