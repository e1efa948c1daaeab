import { expect, test } from 'vitest'
import type * as types from '../generated/types.ts'
import { podColumns } from './pod-columns.ts'

const STATES: Readonly<Record<string, types.ContainerState>> = {
  completed: { terminated: { exitCode: 0, reason: 'Completed' } },
  failed: { terminated: { exitCode: 9, reason: 'Error' } },
  killed: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
  exited: { terminated: { exitCode: 3 } },
  signalled: { terminated: { exitCode: 137, signal: 9 } },
  running: { running: {} },
  crashing: { waiting: { reason: 'CrashLoopBackOff' } },
}

// What kube-apiserver v1.35 prints for three containers in these states.
test.for([
  ['Failed', 'completed failed completed', 'Error'],
  ['Failed', 'completed killed failed', 'OOMKilled'],
  ['Failed', 'completed completed exited', 'ExitCode:3'],
  ['Failed', 'completed signalled completed', 'Signal:9'],
  ['Running', 'crashing completed completed', 'CrashLoopBackOff'],
  ['Running', 'completed completed crashing', 'Completed'],
  ['Running', 'completed crashing failed', 'Error'],
  ['Running', 'completed running completed', 'NotReady'],
  ['Running', 'completed running failed', 'Error'],
  ['Succeeded', 'completed completed completed', 'Completed'],
])('a pod that is %s with containers %s is shown as %s', ([phase, states, shown]) => {
  const containerStatuses = states!.split(' ').map((state, index) => ({
    name: `c${index}`,
    image: 'x',
    imageID: '',
    restartCount: 0,
    ready: state === 'running',
    state: STATES[state]!,
  }))
  const pod = { metadata: { name: 'p' }, spec: { containers: [] }, status: { phase, containerStatuses } }
  const column = podColumns.find(({ name }) => name === 'Status')!
  expect(column.value(pod as unknown as types.Pod, 0)).toBe(shown)
})
