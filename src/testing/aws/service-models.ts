import { createModelLoader } from '../../lab/tools/service-models.ts'
import { createModels, type Models, type ServiceModel } from '#aws'

let shared: Models | undefined

/** The models of the aws CLI, read once for each test process. */
export function testModels(): Models {
  if (!shared) {
    const loader = createModelLoader()
    shared = createModels((service) => Promise.resolve(loader.load(service) as ServiceModel))
  }
  return shared
}
