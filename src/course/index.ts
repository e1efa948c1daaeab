export { formatTranscript, parseTranscript, TranscriptError, type Step } from './transcript.ts'
export { compareOutput, placeholders, type Mismatch, type Output } from './expect-output.ts'
