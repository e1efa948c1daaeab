// Takes the pictures of the README anew.
import { join } from 'node:path'
import { takePicture } from '../src/testing/site/take-picture.ts'

const root = join(import.meta.dirname, '..')
await takePicture(root, {
  light: join(root, 'public/picture.png'),
  dark: join(root, 'public/picture-dark.png'),
})
