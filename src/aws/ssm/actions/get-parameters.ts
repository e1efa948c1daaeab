import { defineAction } from '../../define.ts'
import { publicParameters, viewParameter } from '../public-parameters.ts'

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export const getParameters = defineAction<{ Names: string[]; WithDecryption?: boolean }>({
  name: 'GetParameters',
  handle({ region }, { Names }) {
    const known = new Map(publicParameters(region).map((parameter) => [parameter.Name, parameter]))
    return {
      Parameters: Names.map((name) => known.get(name))
        .filter((parameter) => parameter !== undefined)
        .map((parameter) => viewParameter(region, parameter)),
      InvalidParameters: Names.filter((name) => !known.has(name)),
    }
  },
})
