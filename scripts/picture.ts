#!/usr/bin/env node
/** Takes the pictures of the README anew: node scripts/picture.ts */
import { join } from 'node:path'
import { takePicture } from '../src/testing/site/take-picture.ts'

const root = join(import.meta.dirname, '..')
await takePicture(root, {
  light: join(root, 'public/picture.png'),
  dark: join(root, 'public/picture-dark.png'),
})
