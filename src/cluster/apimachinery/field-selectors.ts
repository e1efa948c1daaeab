import { badRequest } from './errors.ts'

/** One condition on a field of objects. */
export interface FieldRequirement {
  field: string
  operator: '=' | '!='
  value: string
}

/**
 * Parses the text of a field selector: `metadata.name=web,spec.nodeName!=`. Which fields are known is the kind's matter.
 * @throws StatusError BadRequest with the server's words
 */
export function parseFieldSelector(text: string): FieldRequirement[] {
  return splitTerms(text).map((term) => {
    const match = /^(.*?)(!=|==?)(.*)$/s.exec(term)
    if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`)
    return { field: match[1]!, operator: match[2] === '!=' ? '!=' : '=', value: unescape(match[3]!) }
  })
}

/** Splits at commas that no backslash escapes. */
function splitTerms(text: string): string[] {
  const terms: string[] = []
  let term = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (char === '\\') term += char + (text[++i] ?? '')
    else if (char === ',') {
      terms.push(term)
      term = ''
    } else term += char
  }
  terms.push(term)
  return terms.filter((part) => part !== '')
}

function unescape(value: string): string {
  let result = ''
  for (let i = 0; i < value.length; i++) {
    const char = value[i]!
    if (char === '\\') {
      const escaped = value[++i] ?? ''
      if (escaped === '' || !'\\,='.includes(escaped))
        throw badRequest(`invalid field selector: invalid escape sequence: \\${escaped}`)
      result += escaped
    } else if (char === '=' || char === ',') {
      throw badRequest(`invalid field selector: unescaped character in value: ${char.charCodeAt(0)}`)
    } else result += char
  }
  return result
}
