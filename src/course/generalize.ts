import { placeholders } from './expect-output.ts'

const RAND = '[bcdfghjklmnpqrstvwxz2456789]'

const rules: readonly (readonly [RegExp, string])[] = [
  [/(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>'],
  [new RegExp(placeholders['time']!, 'g'), '<time>'],
  [/\bip-\d+-\d+-\d+-\d+\.[a-z0-9-]+\.(?:compute\.)?internal\b/g, '<node>'],
  [/\b[0-9a-z]{32}-\d+(?=\.[a-z0-9-]+\.elb\.amazonaws\.com)/g, '<id>-<n>'],
  [/\b[0-9a-f]{32}-[0-9a-f]{16}(?=\.elb\.)/g, '<id>-<id>'],
  [/\b[0-9A-F]{32}(?=\.)/g, '<id>'],
  [/\b(AIDA|AKIA|AROA)[A-Z0-9]{16,17}\b/g, '<id>'],
  [/(?<=containerd:\/\/)[0-9a-f]{64}/g, '<any>'],
  [/(?<=\b\d+:)3\d{4}(?=\/(?:TCP|UDP))/g, '<n>'],
  [/\bin [\d.]+m?s \([\d.]+m?s including waiting\)/g, 'in <any> (<any> including waiting)'],
  [/(?<=resourceVersion: ")\d+(?=")/g, '<n>'],
  [/(?<=\b(?:LIVE|MERGED)-)\d+/g, '<n>'],
  [/\b(subnet|vpc|sg|i|eni|ami|lt|igw|rtb|eipalloc)-[0-9a-f]{8,17}\b/g, '$1-<id>'],
  [/(arn:aws:[a-z0-9-]+:[a-z0-9-]*:)\d{12}:/g, '$1<id>:'],
  [/\b(?!127\.|0\.0\.0\.0|255\.)\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b(?!\/)/g, '<ip>'],
  [new RegExp(String.raw`\b([a-z][a-z0-9-]*?)-${RAND}{8,10}-${RAND}{5}\b`, 'g'), '$1-<hash>-<rand>'],
  // The first column of a table: pods of a DaemonSet, EndpointSlices.
  [new RegExp(String.raw`^(\S+ +)?([a-z][a-z0-9-]*?)-${RAND}{5}(?= )`, 'gm'), '$1$2-<rand>'],
  [new RegExp(String.raw`((?:replicaset\S*|replica set|rs)[/ ] *[a-z][a-z0-9-]*?)-${RAND}{8,10}\b`, 'gi'), '$1-<hash>'],
]

// How often `rollout status` reports before the end depends on the moment.
const ROLLOUT = /^(?:Waiting for .*\n)*(.*(?:successfully rolled out|roll out complete.*|rolling update complete.*))$/

/** Turns what a command printed into what its transcript expects: identities, times and addresses become placeholders. */
export function generalize(output: string): string {
  const text = rules.reduce((text, [pattern, placeholder]) => text.replace(pattern, placeholder), output)
  if (ROLLOUT.test(text)) return text.replace(ROLLOUT, '...\n$1')
  return /\b(AGE|Age|LAST SEEN|LAST SCHEDULE|DURATION)\b/.test(text)
    ? text.split('\n').map(withoutAges).join('\n')
    : text
}

// The same shapes as elsewhere mean durations that were asked for (`for 300s`, `timeout=5s`), which repeat.
const AGE = /(?<![=\w.:/-])(?<!for )(?:\d+[ydhms]){1,3}(?: \(x\d+ over (?:\d+[ydhms]){1,3}\))?(?![\w"'/=])/g

const withoutAges = (line: string) => line.replace(AGE, '<age>')
