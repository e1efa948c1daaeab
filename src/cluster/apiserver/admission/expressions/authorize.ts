import type { UserInfo } from '../../../client/client.ts'
import type { AccessAnswer, AccessQuestion, Authorize } from '../../../cel/functions/authorizer.ts'
import type { AdmissionContext } from '../admission.ts'

/** Stops an evaluation until a question is answered. */
class Unanswered extends Error {
  readonly question: AccessQuestion

  constructor(question: AccessQuestion) {
    super('asks the authorizers')
    this.question = question
  }
}

/**
 * Evaluates expressions that may ask the server's authorizers, which take their time: `run` starts over with every new answer.
 * @param run free of side effects.
 */
export async function withAuthorizer<T>(
  context: AdmissionContext,
  user: UserInfo,
  run: (authorize: Authorize) => T,
): Promise<T> {
  const answers = new Map<string, AccessAnswer>()
  const authorize: Authorize = (question) => {
    const answer = answers.get(JSON.stringify(question))
    if (!answer) throw new Unanswered(question)
    return answer
  }
  for (;;) {
    try {
      return run(authorize)
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
      const { user: account, ...access } = error.question
      const asked = account ? serviceAccount(account) : user
      const { allowed, reason = '' } = await context.authorize(asked, access)
      answers.set(JSON.stringify(error.question), { allowed, reason })
    }
  }
}

function serviceAccount(name: string): UserInfo {
  const namespace = name.split(':')[2]!
  return { name, groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'] }
}
