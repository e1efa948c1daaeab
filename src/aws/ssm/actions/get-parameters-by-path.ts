import { defineAction } from '../../define.ts'
import { publicParameters, viewParameter } from '../public-parameters.ts'
import { ssmErrors } from '../errors.ts'

interface Input {
  Path: string
  Recursive?: boolean
  MaxResults?: number
  NextToken?: string
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export const getParametersByPath = defineAction<Input>({
  name: 'GetParametersByPath',
  unsupported: ['ParameterFilters'],
  handle({ region }, { Path, Recursive = false, MaxResults = 10, NextToken = '0' }) {
    if (!Path.startsWith('/')) {
      throw ssmErrors.validation(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
      )
    }
    const start = Number(NextToken)
    if (!Number.isInteger(start)) throw ssmErrors.validation('The specified token is not valid.')
    const prefix = Path.endsWith('/') ? Path : Path + '/'
    const found = publicParameters(region).filter(
      ({ Name }) => Name.startsWith(prefix) && (Recursive || !Name.slice(prefix.length).includes('/')),
    )
    const end = start + MaxResults
    return {
      Parameters: found.slice(start, end).map((parameter) => viewParameter(region, parameter)),
      ...(end < found.length && { NextToken: String(end) }),
    }
  },
})
