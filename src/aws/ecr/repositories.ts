import { ecrErrors } from './errors.ts'
import type { Repository } from './state.ts'
import type { Scope } from '../scope.ts'

/** A repository by name.
 *  @throws AwsError RepositoryNotFoundException. */
export function findRepository({ account, here }: Scope, name: string): Repository {
  const repository = here.ecr.repositories[name]
  if (!repository) throw ecrErrors.noSuchRepository(name, account.id)
  return repository
}

/** ARN for the authorization of actions on a repository. */
export const repositoryArns = ({ account, region }: Scope, name: string): string[] => [
  `arn:aws:ecr:${region}:${account.id}:repository/${name}`,
]
