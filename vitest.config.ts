import { defineConfig } from 'vitest/config'

const layer = (name: string, include: string, testTimeout: number, fileParallelism = true) => ({
  extends: true as const,
  test: { name, include: [include], testTimeout, hookTimeout: testTimeout, fileParallelism },
})

export default defineConfig({
  test: {
    projects: [
      {
        ...layer('unit', '{src,scripts}/**/*.test.ts', 20_000),
        test: {
          ...layer('unit', '{src,scripts}/**/*.test.ts', 20_000).test,
          exclude: ['**/*.{wire,cli,e2e,course,conformance}.test.ts', 'node_modules'],
        },
      },
      layer('wire', '{src,scripts}/**/*.wire.test.ts', 60_000),
      layer('cli', '{src,scripts}/**/*.cli.test.ts', 180_000, false),
      // Replays every page, several at a time, and plays every exercise.
      layer('course', '{src,scripts}/**/*.course.test.ts', 300_000, false),
      layer('conformance', '{src,scripts}/**/*.conformance.test.ts', 900_000, false),
      layer('e2e', '{src,scripts}/**/*.e2e.test.ts', 300_000, false),
    ],
  },
})
