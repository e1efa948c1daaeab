// Reads the OpenAPI v3 documents and the aggregated discovery of a Kubernetes API server (a folder of files) and writes
// what src/cluster derives its API from. The result is committed; nothing here runs at start-up.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readDescriptions } from '../src/cluster/resources/schema/read-descriptions.ts'
import { readProtobuf } from '../src/cluster/resources/schema/read-protobuf.ts'
import { readApiStructure, renderKinds, renderTypes } from '../src/cluster/resources/schema/generate.ts'
import { readArguments } from './arguments.ts'
import zeroValues from '../src/cluster/resources/schema/zero-values.json' with { type: 'json' }

const USAGE = `usage: npm run schema -- FOLDER PROTOS

FOLDER       holds openapi/ and discovery-*.json of a server
PROTOS       holds the generated.proto files of its release`

const [folder, protos] = readArguments(USAGE, () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  if (positionals.length !== 2) throw new RangeError('two folders are read')
  return positionals as [string, string]
})
const files = globSync(['openapi/*.json', 'discovery-*.json'], { cwd: folder })
const documents = Object.fromEntries(files.map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]))
const structure = readApiStructure(documents, zeroValues)
const out = 'src/cluster/resources/generated'
writeFileSync(
  `${out}/definitions.json`,
  JSON.stringify(structure.definitions, null, 0).replaceAll('},"io.', '},\n"io.') + '\n',
)
writeFileSync(`${out}/discovery.json`, JSON.stringify(structure.discovery, null, 1) + '\n')
writeFileSync(`${out}/types.ts`, renderTypes(structure))
writeFileSync(`${out}/kinds.ts`, renderKinds(structure))
const descriptions = readDescriptions(documents, structure.definitions)
const places = JSON.stringify(descriptions.places).replaceAll('},"io.', '},\n"io.')
const lines = descriptions.texts.map((text) => JSON.stringify(text)).join(',\n')
writeFileSync(`${out}/descriptions.json`, `{"texts":[\n${lines}\n],\n"places":${places}}\n`)
const texts = globSync('**/v*/generated.proto', { cwd: protos }).map((file) =>
  readFileSync(`${protos}/${file}`, 'utf8'),
)
const messages = readProtobuf(texts, structure.definitions)
writeFileSync(`${out}/protobuf.json`, JSON.stringify(messages).replaceAll('},"io.', '},\n"io.') + '\n')
console.log(`${Object.keys(structure.definitions).length} definitions, ${structure.kinds.length} kinds`)
