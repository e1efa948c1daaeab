export { formatTranscript, parseTranscript, type Step } from './transcript.ts'
export { compareOutput, placeholders, type Mismatch, type Output } from './expect-output.ts'
export { AuthorError } from './author-error.ts'
export { evaluateTask, meetsBaseline, type Attempt, type Verdict } from './checks.ts'
export {
  parseExercise,
  type AnswerSpec,
  type CheckTask,
  type Exercise,
  type LookupTask,
  type QuizSpec,
  type Task,
  type TaskSpec,
} from './exercise.ts'
export { readSources, type Evidence, type ReadSource, type SourceRequest, type SourceResult } from './source.ts'
export { parseFenceOptions, type ConsoleBlock, type FenceOptions } from './console-block.ts'
export {
  chapters,
  pageFields,
  parsePage,
  type Chapter,
  type FrontMatter,
  type Page,
  type RecordablePage,
} from './page.ts'
export { createCourse, tasksOf, type Course, type CourseTask } from './course.ts'
export { createSigner, generateSigningKey, type Signer, type SigningKeyJwk } from './signing.ts'
export {
  sealSubmission,
  type JournalCommand,
  type Submission,
  type SubmissionDraft,
  type TaskRecord,
} from './submission.ts'
export { verifySubmission, type Finding, type SubmissionResult, type TaskResult } from './verify-submission.ts'
export { Progress, UnknownTask, type TaskVerdict } from './progress.ts'
export { readCourse, readPages, readRecordable, type CourseFiles } from './read-course.ts'
export { recordingSchema, staleness, type Recording } from './recording.ts'
export { updatePage } from './update-page.ts'
