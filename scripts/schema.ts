// Reads the OpenAPI v3 documents and the aggregated discovery of a Kubernetes API server (a folder of files) and writes
// what src/cluster derives its API from: `npm run schema -- FOLDER`. The result is committed; nothing here runs at start-up.
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { readApiStructure, renderKinds, renderTypes } from '../src/cluster/resources/schema/generate.ts'
import zeroValues from '../src/cluster/resources/schema/zero-values.json' with { type: 'json' }

const folder = process.argv[2]
if (!folder) throw new Error('usage: npm run schema -- FOLDER (with openapi/ and discovery-*.json)')
const files = globSync(['openapi/*.json', 'discovery-*.json'], { cwd: folder })
const structure = readApiStructure(
  Object.fromEntries(files.map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')])),
  zeroValues,
)
const out = 'src/cluster/resources/generated'
writeFileSync(
  `${out}/definitions.json`,
  JSON.stringify(structure.definitions, null, 0).replaceAll('},"io.', '},\n"io.') + '\n',
)
writeFileSync(`${out}/discovery.json`, JSON.stringify(structure.discovery, null, 1) + '\n')
writeFileSync(`${out}/types.ts`, renderTypes(structure))
writeFileSync(`${out}/kinds.ts`, renderKinds(structure))
console.log(`${Object.keys(structure.definitions).length} definitions, ${structure.kinds.length} kinds`)
