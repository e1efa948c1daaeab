import { createCourse, tasksOf, type CourseTask, type Exercise, type Task } from '#course'

const PREFIX = '../../content/docs/'
const files = import.meta.glob<string>('../../content/docs/**/exercise.yaml', {
  eager: true,
  query: '?raw',
  import: 'default',
})
const bySlug = Object.entries(files).map(
  ([path, yaml]) => [path.slice(PREFIX.length, -'/exercise.yaml'.length), yaml] as const,
)
// Which version of the course it is only matters to who judges a submission.
const course = await createCourse('', new Map(bySlug))

/** @throws when the page has no exercise. */
export function exerciseOf(slug: string): Exercise {
  const exercise = [...course.exercises.values()].find((exercise) => exercise.slug === slug)
  if (!exercise) throw new Error(`${slug}.mdx: there is no ${slug}/exercise.yaml`)
  return exercise
}

/** @throws when the page's exercise has no such task. */
export function taskOf(slug: string, id: string): { exercise: Exercise; task: Task } {
  const exercise = exerciseOf(slug)
  const task = exercise.tasks.find((task) => task.spec.id === id)
  const ids = exercise.tasks.map((task) => task.spec.id).join(', ')
  if (!task) throw new Error(`${slug}.mdx: <Task id="${id}" />: exercise.yaml has ${ids}`)
  return { exercise, task }
}

/** What is handed in with a page's exercise. */
export function handedIn(slug: string): CourseTask[] {
  return tasksOf(course, exerciseOf(slug))
}
