import { compileModel, type CompiledModel, type ServiceModel } from './wire/model.ts'
import type { Service } from './define.ts'

/** Finds the botocore model (`service-2.json`) of a service: `eks`, `ec2`, … */
export type LoadModel = (service: string) => Promise<ServiceModel>

/** The models of the services, read when first needed and shared by all accounts of a process. */
export interface Models {
  of(service: Service): Promise<CompiledModel>
}

/** @param loadModel reads a model; called once for each service. */
export function createModels(loadModel: LoadModel): Models {
  const compiled = new Map<string, Promise<CompiledModel>>()
  return {
    of(service) {
      let model = compiled.get(service.name)
      if (!model) {
        model = loadModel(service.name).then((source) => compileModel(source, new Set(service.actions.keys())))
        compiled.set(service.name, model)
        // A model that could not be read is tried again with the next request.
        model.catch(() => compiled.delete(service.name))
      }
      return model
    },
  }
}
