import { defineAction } from '../../define.ts'
import { publicParameters, viewParameter } from '../public-parameters.ts'
import { ssmErrors } from '../errors.ts'

/** Differs: only the parameters that AWS publishes are here.
 *  @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter = defineAction<{ Name: string; WithDecryption?: boolean }>({
  name: 'GetParameter',
  resources: ({ region }, { Name }) => [`arn:aws:ssm:${region}::parameter${Name}`],
  handle({ region }, { Name }) {
    const parameter = publicParameters(region).find((candidate) => candidate.Name === Name)
    if (!parameter) throw ssmErrors.noSuchParameter()
    return { Parameter: viewParameter(region, parameter) }
  },
})
