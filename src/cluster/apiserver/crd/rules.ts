import { isObject } from '#base'
import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldError, FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Json } from '../../apimachinery/object.ts'
import type { Schema, ValidationRule } from '../../apimachinery/schema.ts'
import { Environment, PER_CALL_LIMIT, type Program } from '../../cel/environment.ts'
import { CelError, Optional, type Value } from '../../cel/values.ts'
import { optionalOf, type CelType } from '../../cel/types.ts'
import { celType, celValue } from './cel-values.ts'
import { correlateItems } from './correlate.ts'

/** A rule that can be evaluated. */
interface CompiledRule {
  rule: ValidationRule
  program: Program
  message: Program | undefined
  /** Whether it looks at what was before. */
  isTransition: boolean
}

// The most that all rules of one object may cost together.
const TOTAL_BUDGET = 10_000_000

/** Whether a structure has rules anywhere. */
export function hasRules(schema: Schema): boolean {
  let known = withRules.get(schema)
  if (known === undefined) {
    // Structures are trees, so no one is within itself.
    const inner = [...Object.values(schema.properties ?? {}), schema.items, schema.additional]
    known = Boolean(schema.constraints?.rules?.length) || inner.some((part) => part !== undefined && hasRules(part))
    withRules.set(schema, known)
  }
  return known
}

const withRules = new WeakMap<Schema, boolean>()

/**
 * Evaluates the rules of a structure (`x-kubernetes-validations`).
 * @param old the object before a change.
 */
export function validateRules(value: Json, schema: Schema, errors: FieldErrors, old?: Json): void {
  if (hasRules(schema)) new RuleWalk().walk(value, schema, errors, old)
}

/** The names that rules of a structure use. */
export function ruleEnvironment(schema: Schema, optionalOldSelf: boolean): Environment {
  const known = environments.get(schema) ?? {}
  environments.set(schema, known)
  const self: CelType = celType(schema)
  const key = optionalOldSelf ? 'optional' : 'plain'
  return (known[key] ??= new Environment({ self, oldSelf: optionalOldSelf ? optionalOf(self) : self }))
}

const environments = new WeakMap<Schema, { optional?: Environment; plain?: Environment }>()

class RuleWalk {
  #budget = TOTAL_BUDGET

  walk(value: Json, schema: Schema, errors: FieldErrors, old: Json | undefined): void {
    if (schema.ref || value === null || !hasRules(schema)) return
    const rules = compiledRules(schema)
    if (rules.length > 0) this.#evaluate(rules, value, schema, errors, old)
    if (Array.isArray(value)) {
      const { items } = schema
      if (!items) return
      const previous = correlateItems(schema, old)
      value.forEach((item, index) => this.walk(item, items, errors.at(index), previous(item)))
    } else if (typeof value === 'object') {
      const before = isObject(old) ? old : undefined
      for (const key of Object.keys(value)) {
        const inner = schema.properties?.[key] ?? schema.additional
        const at = schema.properties?.[key] ? errors.at(key) : errors.key(key)
        if (inner) this.walk(value[key]!, inner, at, before?.[key])
      }
    }
  }

  #evaluate(
    rules: readonly CompiledRule[],
    value: Json,
    schema: Schema,
    errors: FieldErrors,
    old: Json | undefined,
  ): void {
    const unchanged = old !== undefined && deepEqual(value, old)
    const self = celValue(value, schema)
    const oldSelf = old === undefined ? undefined : celValue(old, schema)
    for (const compiled of rules) {
      const { rule, isTransition } = compiled
      if (isTransition && oldSelf === undefined && !rule.optionalOldSelf) continue
      // What has not changed may stay wrong.
      if (unchanged && !isTransition) continue
      const variables: Record<string, Value> = { self }
      if (rule.optionalOldSelf) variables.oldSelf = oldSelf === undefined ? Optional.NONE : new Optional(oldSelf)
      else if (oldSelf !== undefined) variables.oldSelf = oldSelf
      this.#check(compiled, variables, value, errors)
    }
  }

  #check(compiled: CompiledRule, variables: Record<string, Value>, value: Json, errors: FieldErrors): void {
    const { rule, program } = compiled
    try {
      if (program.evaluate(variables, Math.min(PER_CALL_LIMIT, this.#budget)) === true) return
      const at = rule.fieldPath ? errors.at(...pathSteps(rule.fieldPath)) : errors
      errors.list.push(failure(rule.reason, at.path, value, messageOf(compiled, variables)))
    } catch (error) {
      if (!(error instanceof CelError)) throw error
      const shown = rule.message?.trim() || rule.rule.trim()
      const message = `Invalid value: ${JSON.stringify(schemaTypeOf(value))}: ${error.message} evaluating rule: ${shown}`
      errors.list.push({ reason: 'FieldValueInvalid', field: errors.path || '<nil>', message })
    }
  }
}

function messageOf({ rule, message }: CompiledRule, variables: Record<string, Value>): string {
  if (message) {
    try {
      const text = message.evaluate(variables)
      if (typeof text === 'string' && text.trim() !== '' && !text.includes('\n')) return text.trim()
    } catch (error) {
      // A message that cannot be made is replaced by the fixed one.
      if (!(error instanceof CelError)) throw error
    }
  }
  return rule.message?.trim() || `failed rule: ${rule.rule.trim()}`
}

/** Objects and lists are not shown. */
function failure(reason: string | undefined, path: string, value: Json, detail: string): FieldError {
  const field = path === '' ? '<nil>' : path
  const shown = typeof value === 'object' ? '' : `${JSON.stringify(value)}: `
  switch (reason) {
    case 'FieldValueForbidden':
      return { reason, field, message: `Forbidden: ${detail}` }
    case 'FieldValueRequired':
      return { reason, field, message: `Required value: ${detail}` }
    case 'FieldValueDuplicate':
      return {
        reason,
        field,
        message: `Duplicate value${typeof value === 'object' ? '' : `: ${JSON.stringify(value)}`}`,
      }
    default:
      return { reason: 'FieldValueInvalid', field, message: `Invalid value: ${shown}${detail}` }
  }
}

/** `.a.b['c']` → a, b, c */
export function pathSteps(path: string): string[] {
  return [...path.matchAll(/\.([^.[]+)|\['((?:[^'\\]|\\.)*)'\]/g)].map(
    ([, field, key]) => field ?? key!.replace(/\\(.)/g, '$1'),
  )
}

const compiledOf = new WeakMap<Schema, readonly CompiledRule[]>()

function compiledRules(schema: Schema): readonly CompiledRule[] {
  let compiled = compiledOf.get(schema)
  if (!compiled) {
    compiled = (schema.constraints?.rules ?? []).flatMap((rule) => compileRule(rule, schema) ?? [])
    compiledOf.set(schema, compiled)
  }
  return compiled
}

/** Rules that do not compile are refused with their definition, so there are none here. */
function compileRule(rule: ValidationRule, schema: Schema): CompiledRule | undefined {
  const environment = ruleEnvironment(schema, rule.optionalOldSelf ?? false)
  const { program } = environment.compile(rule.rule)
  if (!program) return undefined
  const message = rule.messageExpression ? environment.compile(rule.messageExpression).program : undefined
  return { rule, program, message, isTransition: usesOldSelf(program) }
}

/** Whether an expression looks at the value before the change. */
export function usesOldSelf({ checked }: Program): boolean {
  for (const [expression] of checked.types)
    if (expression.kind === 'identifier' && expression.name === 'oldSelf') return true
  return false
}

function schemaTypeOf(value: Json): string {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}
