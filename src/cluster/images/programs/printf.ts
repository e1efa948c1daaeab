import { fail, type Applet } from './applet.ts'
import { unescapeText } from './echo.ts'

const DIRECTIVE =
  /%(%|([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+))?([diouxXeEfgGcsbq]))|\\c|\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|[\s\S])|[^%\\]+|%|\\/g

/** `printf FORMAT ARG…`: the format is used again while arguments are left. */
export const printf: Applet = async (process, argv) => {
  const [, format, ...given] = argv
  if (format === undefined) return fail(process, argv, 'usage: printf FORMAT [ARG]...', 2)
  const queue = [...given]
  let out = ''
  let bad = 0
  do {
    for (const match of format.matchAll(DIRECTIVE)) {
      const [whole, directive, flags = '', width, precision, conversion] = match
      if (whole === '\\c') {
        await process.write(1, out)
        return bad
      }
      if (directive === undefined) out += whole.startsWith('\\') ? unescapeText(whole).text : whole
      else if (directive === '%') out += '%'
      else {
        const field = width === '*' ? queue.shift() : width
        const digits = precision === '*' ? queue.shift() : precision
        const value = queue.shift()
        const text = convert(conversion!, value, flags, digits === undefined ? undefined : Number(digits))
        if (text === undefined) {
          bad = await fail(process, argv, `invalid number '${value}'`)
          out += pad('0', flags, Number(field ?? 0))
        } else out += pad(text, flags, Number(field ?? 0))
      }
    }
  } while (queue.length > 0 && /%[^%]/.test(format))
  await process.write(1, out)
  return bad
}

function convert(
  conversion: string,
  value: string | undefined,
  flags: string,
  precision: number | undefined,
): string | undefined {
  switch (conversion) {
    case 's':
      return (value ?? '').slice(0, precision)
    case 'b':
      return unescapeText(value ?? '').text
    case 'q':
      return `'${(value ?? '').replaceAll("'", "'\\''")}'`
    case 'c':
      return (value ?? '').slice(0, 1)
    default: {
      const quoted = /^['"](.)/.exec(value ?? '')
      const number = quoted ? quoted[1]!.codePointAt(0)! : Number(value || '0')
      if (Number.isNaN(number)) return undefined
      return formatNumber(conversion, number, flags, precision)
    }
  }
}

function formatNumber(conversion: string, number: number, flags: string, precision: number | undefined): string {
  const sign = number >= 0 && flags.includes('+') ? '+' : number >= 0 && flags.includes(' ') ? ' ' : ''
  const radix = conversion === 'o' ? 8 : conversion.toLowerCase() === 'x' ? 16 : 10
  if ('diouxX'.includes(conversion)) {
    const digits = Math.abs(Math.trunc(number))
      .toString(radix)
      .padStart(precision ?? 1, '0')
    const prefix = flags.includes('#') && radix === 16 ? '0x' : ''
    const text = `${number < 0 ? '-' : sign}${prefix}${digits}`
    return conversion === 'X' ? text.toUpperCase() : text
  }
  if (conversion === 'f') return sign + number.toFixed(precision ?? 6)
  if (conversion.toLowerCase() === 'e')
    return sign + number.toExponential(precision ?? 6).replace(/e([+-])(\d)$/, 'e$10$2')
  return sign + String(Number(number.toPrecision(precision || 6)))
}

function pad(text: string, flags: string, width: number): string {
  if (flags.includes('-')) return text.padEnd(width)
  if (!flags.includes('0')) return text.padStart(width)
  const sign = /^[-+]/.exec(text)?.[0] ?? ''
  return sign + text.slice(sign.length).padStart(width - sign.length, '0')
}
