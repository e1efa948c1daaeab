import { failIn } from './author-error.ts'
import { canonicalJson, sha256 } from './canonical.ts'
import { parseExercise, type Exercise, type Task } from './exercise.ts'

/** All exercises of one version of the course. */
export interface Course {
  /** Of package.json. */
  version: string
  /** By id. */
  exercises: ReadonlyMap<string, Exercise>
  /** SHA-256 over what decides an exercise's verdicts, by id: a submission can only be judged again by the exercise that it was made with. */
  digests: ReadonlyMap<string, string>
}

/** A task with the exercise that it belongs to. */
export interface CourseTask {
  exercise: Exercise
  task: Task
}

/**
 * @param sources the text of each exercise.yaml by its page's slug.
 * @throws AuthorError when two exercises have one id, or one includes another that is not there.
 */
export async function createCourse(version: string, sources: ReadonlyMap<string, string>): Promise<Course> {
  const exercises = new Map<string, Exercise>()
  for (const [slug, yaml] of sources) {
    const exercise = parseExercise(slug, yaml)
    const other = exercises.get(exercise.id)
    if (other) failIn(`${slug}/exercise.yaml`, `its folder is called as that of ${other.slug}`)
    exercises.set(exercise.id, exercise)
  }
  const digests = new Map<string, string>()
  for (const exercise of exercises.values()) {
    const missing = exercise.includes.find((id) => !exercises.has(id))
    if (missing) failIn(`${exercise.slug}/exercise.yaml`, `includes "${missing}", which does not exist`)
    const parts = tasksOf({ exercises }, exercise).map(({ exercise, task }) => [exercise.id, task.spec])
    digests.set(exercise.id, await sha256(canonicalJson(parts)))
  }
  return { version, exercises, digests }
}

/** The tasks that are handed in with an exercise: those of the exercises it includes, then its own. */
export function tasksOf(course: Pick<Course, 'exercises'>, exercise: Exercise): CourseTask[] {
  const included = exercise.includes.flatMap((id) => tasksOf(course, course.exercises.get(id)!))
  return [...included, ...exercise.tasks.map((task) => ({ exercise, task }))]
}
