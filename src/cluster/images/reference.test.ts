import { expect, test } from 'vitest'
import { fullName, parseReference, referenceProblem } from './reference.ts'

test.each([
  ['nginx', 'docker.io/library/nginx:latest'],
  ['traefik/whoami:v1.10', 'docker.io/traefik/whoami:v1.10'],
  ['localhost:5000/a/b', 'localhost:5000/a/b:latest'],
  ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
])('%s is %s', (text, full) => {
  expect(fullName(parseReference(text)!)).toBe(full)
})

test.each([
  ['Nginx', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
  ['Bad/Name:UP:x', 'invalid reference format: repository name (Name) must be lowercase'],
  ['a b', 'invalid reference format'],
])('%s is no name', (text, problem) => {
  expect(parseReference(text)).toBeUndefined()
  expect(referenceProblem(text)).toBe(problem)
})
