import { FieldErrors } from '../../apimachinery/field-errors.ts'
import { goFormat, goTypeName } from '../../apimachinery/patch/go-format.ts'
import type { Json, JsonObject, KubeObject } from '../../apimachinery/object.ts'
import type { ScaleMapping } from '../../resources/define-resource.ts'
import type { CustomResourceSubresourceScale } from '../../resources/generated/types.ts'
import { compileJsonPath } from './json-path.ts'
import { pathSteps } from './rules.ts'

const MAX_REPLICAS = 2_147_483_647

/** Where an object of a definition keeps what its Scale shows. */
export function scaleMapping(scale: CustomResourceSubresourceScale): ScaleMapping<KubeObject> {
  const number = (path: string) => {
    const find = compileJsonPath(path)
    return (object: KubeObject) => Number(find?.(object as unknown as Json)[0] ?? 0)
  }
  const selector = scale.labelSelectorPath ? compileJsonPath(scale.labelSelectorPath) : undefined
  return {
    replicasPath: pathSteps(scale.specReplicasPath),
    specReplicas: number(scale.specReplicasPath),
    statusReplicas: number(scale.statusReplicasPath),
    selector: (object) => {
      const found = selector?.(object as unknown as Json)[0]
      return typeof found === 'string' ? found : ''
    },
    setReplicas: (object, replicas) =>
      setAt(object as unknown as JsonObject, pathSteps(scale.specReplicasPath), replicas),
  }
}

function setAt(object: JsonObject, [step, ...rest]: readonly string[], value: number): void {
  if (step === undefined) return
  if (rest.length === 0) object[step] = value
  else setAt((object[step] ??= {}) as JsonObject, rest, value)
}

/** Rules of the number of replicas that an object asks for. */
export function validateScaleSpec(
  value: Json,
  { specReplicasPath }: CustomResourceSubresourceScale,
  errors: FieldErrors,
): void {
  validateReplicas(value, specReplicasPath, errors)
}

/** Rules of what an object says of its replicas. */
export function validateScaleStatus(
  value: Json,
  { statusReplicasPath, labelSelectorPath }: CustomResourceSubresourceScale,
  errors: FieldErrors,
): void {
  validateReplicas(value, statusReplicasPath, errors)
  if (labelSelectorPath) read(value, labelSelectorPath, 'string', '', errors)
}

function validateReplicas(value: Json, path: string, errors: FieldErrors): void {
  const replicas = read(value, path, 'int64', 0, errors)
  if (typeof replicas !== 'number') return
  const at = new FieldErrors(path, errors.list)
  if (replicas < 0) at.invalid(replicas, 'should be a non-negative integer')
  if (replicas > MAX_REPLICAS) at.invalid(replicas, `should be less than or equal to ${MAX_REPLICAS}`)
}

/** The value at a path, if there is one of that type. @param shown stands for a value of another type in its error. */
function read(
  value: Json,
  path: string,
  type: 'int64' | 'string',
  shown: 0 | '',
  errors: FieldErrors,
): Json | undefined {
  const steps = pathSteps(path)
  const refuse = (at: number, found: Json, expected: string) => {
    const reached = `.${steps.slice(0, at).join('.')}`
    const detail = `${reached} accessor error: ${goFormat(found)} is of the type ${goTypeName(found)}, expected ${expected}`
    new FieldErrors(path, errors.list).invalid(shown, detail)
  }
  let found: Json | undefined = value
  for (const [index, step] of steps.entries()) {
    if (found === null) return undefined
    if (typeof found !== 'object' || Array.isArray(found)) {
      refuse(index + 1, found, 'map[string]interface{}')
      return undefined
    }
    found = found[step]
    if (found === undefined) return undefined
  }
  if (goTypeName(found) === type) return found
  refuse(steps.length, found, type)
  return undefined
}
