import type { ApiResponse } from '../http.ts'

/** The whole body of an answer. */
export async function responseText({ body, stream }: ApiResponse): Promise<string> {
  const decoder = new TextDecoder()
  if (typeof body === 'string') return body
  if (body) return decoder.decode(body)
  let text = ''
  for await (const chunk of stream ?? [])
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}
