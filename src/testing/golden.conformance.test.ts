import { expect, test } from 'vitest'
import { areas, floorOf, measureConformance } from './conformance.ts'

// A transcript waits in seconds of a real cluster, so a machine that is busy for a moment may cost one; twice is no accident.
test.for(areas)('%s answers as a real Kubernetes as often as before', async (area) => {
  const output: string[] = []
  const [result] = await measureConformance([area], { verbose: true, say: (line) => output.push(line) })
  expect(result!.passed, output.join('\n')).toBeGreaterThanOrEqual(floorOf(area))
})
