import { expect, test } from 'vitest'
import { urlProblem } from './url-problem.ts'

test.each([
  ['https://hooks.example.com/check', undefined],
  ['HTTPS://hooks.example.com', undefined],
  ['https://[::1]:8443/', undefined],
  ['', undefined],
  ['Bad Value!', undefined],
  ['a:b:c', undefined],
  ['//a.b/c', undefined],
  [':x', 'missing protocol scheme'],
  ['1:2', 'first path segment in URL cannot contain colon'],
  ['-a:b', 'first path segment in URL cannot contain colon'],
  ['%zz', 'invalid URL escape "%zz"'],
  ['https://a.b/%zz', 'invalid URL escape "%zz"'],
  ['http://a%zz', 'invalid URL escape "%zz"'],
  ['http://a b/', 'invalid character " " in host name'],
  ['http://[::1', "missing ']' in host"],
  ['https://a.b:xx/', 'invalid port ":xx" after host'],
  ['https://a\tb', 'net/url: invalid control character in URL'],
])('%j: %s', (text, problem) => {
  expect(urlProblem(text)).toBe(problem)
})
