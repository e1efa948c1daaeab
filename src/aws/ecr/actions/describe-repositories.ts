import { defineAction } from '../../define.ts'
import { ecrErrors } from '../errors.ts'
import { findRepository } from '../repositories.ts'

interface Input {
  repositoryNames?: string[]
  maxResults?: number
  nextToken?: string
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export const describeRepositories = defineAction<Input>({
  name: 'DescribeRepositories',
  handle(call, { repositoryNames, maxResults = 100, nextToken = '0' }) {
    const found =
      repositoryNames?.map((name) => findRepository(call, name)) ?? Object.values(call.here.ecr.repositories)
    const start = Number(nextToken)
    if (!Number.isInteger(start))
      throw ecrErrors.invalid("Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid nextToken'")
    const end = start + maxResults
    return { repositories: found.slice(start, end), ...(end < found.length && { nextToken: String(end) }) }
  },
})
