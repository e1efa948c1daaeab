import { defineConfig } from 'vitest/config'

interface Layer {
  testTimeout: number
  /** Browsers and programs run in real time: what a busy machine made late once is tried again. */
  retry?: number
  fileParallelism?: boolean
}

const layer = (name: string, { testTimeout, retry = 0, fileParallelism = true }: Layer) => ({
  extends: true as const,
  test: {
    name,
    include: [`{src,scripts}/**/*.${name}.test.ts`],
    testTimeout,
    hookTimeout: testTimeout,
    retry,
    fileParallelism,
  },
})

const unit = layer('unit', { testTimeout: 60_000 })

export default defineConfig({
  test: {
    projects: [
      {
        ...unit,
        test: {
          ...unit.test,
          setupFiles: ['src/testing/property-seed.ts'],
          include: ['{src,scripts}/**/*.test.ts'],
          exclude: ['**/*.{wire,cli,e2e,course,conformance}.test.ts', 'node_modules'],
        },
      },
      layer('wire', { testTimeout: 60_000, retry: 1 }),
      layer('cli', { testTimeout: 180_000, retry: 2, fileParallelism: false }),
      // Replays every page, several at a time, and plays every exercise.
      layer('course', { testTimeout: 300_000, retry: 1, fileParallelism: false }),
      layer('conformance', { testTimeout: 900_000, retry: 1, fileParallelism: false }),
      layer('e2e', { testTimeout: 300_000, retry: 2, fileParallelism: false }),
    ],
  },
})
