import { AWS_CLI_ARCHIVE } from './packages.ts'
import { openZip } from './zip.ts'

const DATA = 'awscli/awscli/botocore/data/'

/** Which description of a service: its shapes and operations, its pages, its waiters. */
export type ModelFile = 'service-2' | 'paginators-1' | 'waiters-2'

/** Reads botocore's description of an AWS service, parsed. */
export interface ModelLoader {
  /** The newest API version of `service` (botocore's folder name: `eks`, `iam`, `elbv2`).
   *  @throws when the CLI knows no such service or the service has no such file. */
  load(service: string, file?: ModelFile): unknown
  /** The newest API version of `service`: a date. */
  version(service: string): string
  /** The services that the CLI knows. */
  readonly services: readonly string[]
}

/** The models that the aws CLI ships, read from its archive: nothing needs to be unpacked for them. Parsed models are kept. */
export function createModelLoader(archive = AWS_CLI_ARCHIVE): ModelLoader {
  const zip = openZip(archive)
  const versions = new Map<string, string>()
  for (const name of zip.entries.keys()) {
    const [service, version, file] = name.startsWith(DATA) ? name.slice(DATA.length).split('/') : []
    if (file !== 'service-2.json') continue
    // Versions are dates, so the newest is the greatest.
    if (version! > (versions.get(service!) ?? '')) versions.set(service!, version!)
  }
  const parsed = new Map<string, unknown>()
  const version = (service: string): string => {
    const found = versions.get(service)
    if (!found) throw new Error(`the aws CLI has no model of a service ${service}`)
    return found
  }
  return {
    services: [...versions.keys()],
    version,
    load(service, file = 'service-2') {
      const name = `${DATA}${service}/${version(service)}/${file}.json`
      let model = parsed.get(name)
      if (model === undefined) parsed.set(name, (model = JSON.parse(zip.read(name).toString('utf8'))))
      return model
    },
  }
}
